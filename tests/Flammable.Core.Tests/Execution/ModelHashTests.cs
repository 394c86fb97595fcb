using System.Security.Cryptography;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Checkpoints;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class ModelHashTests
{
    [Fact]
    public void Snapshot_says_the_hash_and_the_length_of_each_model()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            """
            Snapshot.SaveModel("a.bin", stream => stream.Write(new byte[3_000_000]));
            Snapshot.SaveModel("b.bin", stream => { stream.Write("xbc"u8); stream.Position = 0; stream.WriteByte((byte)'a'); });
            Snapshot.SaveModel("c.bin", stream => stream.WriteByte(1));
            Snapshot.SaveModel("c.bin", _ => { });
            Snapshot.SaveModel("gone.bin", _ => { });
            Snapshot.DeleteModel("gone.bin");
            """));

        Snapshot snapshot = experiment.Library.GetSnapshot(experiment.Train()!.Name);

        Assert.Equal(
            new Dictionary<string, DataFile> { ["a.bin"] = Of(new byte[3_000_000]), ["b.bin"] = Of("abc"u8.ToArray()), ["c.bin"] = Of([]) },
            snapshot.ModelHashes);
    }

    [Fact]
    public void Model_that_a_test_saves_is_recorded_beside_those_of_the_training_and_retraining_forgets_both()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train() => Snapshot.SaveModel(File.Exists(Run.UseData("Task.cs") + ".again") ? "again" : "trained", stream => stream.WriteByte(1));
                public override void Test() => Snapshot.SaveModel("tested", stream => stream.WriteByte(2));
            """,
            "SavingTask"));
        experiment.Write(".gitignore", "*.again\n");
        experiment.Train();

        Assert.Equal(["tested", "trained"], experiment.Test().ModelHashes.Keys.Order());

        experiment.Write("Task.cs.again", "");
        Assert.Equal(["again"], experiment.Train(TrainMode.Retrain)!.ModelHashes.Keys);
    }

    [Fact]
    public void Test_and_evaluation_with_a_model_of_another_length_say_so()
    {
        using var experiment = new Experimenting();
        Snapshot snapshot = experiment.Train()!;
        string path = Path.Combine(snapshot.Path, "final.txt");
        File.AppendAllText(path, "2");

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => experiment.Test());

        Assert.Equal((StoreProblem.ModelDamaged, path), (error.Problem, error.Path));
        Assert.Equal($"The model file '{path}' has 2 bytes; 1 were saved.", error.Message);
    }

    [Fact]
    public void Test_with_a_model_that_is_gone_says_so()
    {
        using var experiment = new Experimenting();
        Snapshot snapshot = experiment.Train()!;
        string path = Path.Combine(snapshot.Path, "final.txt");
        File.Delete(path);

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => experiment.Test());

        Assert.Equal((StoreProblem.ModelDamaged, $"The model file '{path}' is gone."), (error.Problem, error.Message));
    }

    [Fact]
    public void Model_that_was_saved_again_after_the_checkpoint_has_its_own_hash_when_the_training_goes_on()
    {
        using var experiment = new Experimenting();
        var task = new ResumedTask(experiment.Root);
        experiment.Write("Task.cs", task.Code);
        task.FailAt(45);
        Assert.ThrowsAny<Exception>(() => experiment.Train());
        Snapshot failed = Assert.Single(experiment.Library.GetSnapshots());
        foreach (string model in failed.ModelFiles)
        {
            File.AppendAllText(Path.Combine(failed.Path, model), "more");
        }

        IReadOnlyDictionary<string, DataFile> hashes = SavedModels.Hashes(failed.Path, failed.ModelFiles, failed.ModelHashes, DateTime.UtcNow.AddDays(-1));

        Assert.NotEmpty(hashes);
        Assert.All(hashes, file => Assert.Equal(Of(File.ReadAllBytes(Path.Combine(failed.Path, file.Key))), file.Value));
        task.LetLive();
        Snapshot resumed = experiment.Train(TrainMode.Resume)!;
        Assert.Equal(resumed.ModelFiles.Order(), resumed.ModelHashes.Keys.Order());
        Assert.All(resumed.ModelHashes, file => Assert.Equal(Of(File.ReadAllBytes(Path.Combine(resumed.Path, file.Key))), file.Value));
    }

    private static DataFile Of(byte[] content) => new(Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);
}
