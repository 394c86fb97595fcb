using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using Flammable.Tests.Training;
using Flammable.Verifying;

namespace Flammable.Tests.Verifying;

public sealed class VerifyTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    private string Outside => Path.Combine(_experiment.Root, "outside.txt");

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Training_that_follows_from_its_seed_is_reproduced_from_its_own_commit_and_nothing_stays_of_it()
    {
        _experiment.Write("data.csv", "1\n2");
        Snapshot snapshot = Train(
            """
            string[] rows = File.ReadAllLines(Run.UseData("data.csv"));
            for (int epoch = 1; epoch <= 5; epoch++) Snapshot.Train.Append("loss", Run.Random.NextDouble() * rows.Length, epoch);
            Snapshot.Train.Append("nan", double.NaN);
            Snapshot.SaveModel("final.bin", file => file.WriteByte((byte)Run.Random.Next(256)));
            """);
        _experiment.Write("data.csv", "another");
        _experiment.Write("Task.cs", TaskCode.Training("throw new InvalidOperationException();"));
        string before = Files(_experiment.Library.Folder, "snapshots") + RepositoryState.Of(_experiment.Folder);

        Verification verification = Verify(snapshot);

        Assert.True(verification.IsReproduced);
        Assert.All(verification.Items, item => Assert.True(item.IsSame, item.ToString()));
        Assert.Equal(
            ["Code commit", "Parameter seed", "Data data.csv", "Series Train/loss", "Series Train/nan", "Model final.bin"],
            verification.Items.Where(item => item.Part != VerifiedPart.Environment).Select(item => $"{item.Part} {item.Item}"));
        Assert.Equal(before, Files(_experiment.Library.Folder, "snapshots") + RepositoryState.Of(_experiment.Folder));
        Assert.Empty(Scratch());
    }

    [Fact]
    public void First_value_that_differs_is_named()
    {
        Snapshot snapshot = Train(
            """
            Snapshot.Train.Append("loss", 0.5, 1);
            Snapshot.Train.Append("loss", double.Parse(File.ReadAllText(Outside), System.Globalization.CultureInfo.InvariantCulture), 2);
            Snapshot.Validation.Append("same", 1);
            """,
            "1.5");
        File.WriteAllText(Outside, "1.25");

        Verification verification = Verify(snapshot);

        Assert.False(verification.IsReproduced);
        VerifiedItem item = Assert.Single(verification.Items, one => one.IsSame == false);
        Assert.Equal(
            new VerifiedItem(VerifiedPart.Series, "Train/loss", false, "2 values, last 1.5", "2 values, last 1.25", "Value 2 (epoch 2) was 1.5 and is 1.25."),
            item);
    }

    [Fact]
    public void Values_models_and_series_that_are_more_or_less_are_named()
    {
        Snapshot snapshot = Train(
            """
            string now = File.ReadAllText(Outside);
            for (int i = 0; i < now.Length; i++) Snapshot.Train.Append("loss", 1);
            Snapshot.Train.Append(now, 1);
            Snapshot.SaveModel("model", file => file.Write(System.Text.Encoding.UTF8.GetBytes(now)));
            Snapshot.SaveModel(now + ".bin", file => { });
            """,
            "abc");
        File.WriteAllText(Outside, "ab");

        Verification verification = Verify(snapshot);

        Assert.Equal(
            [
                "Train/loss: It had 3 values and has 2; the first of them are the same.",
                "Train/abc: The training has no such series any more.",
                "Train/ab: The snapshot has no such series.",
                "model: Its bytes differ.",
                "abc.bin: The training does not save it any more.",
                "ab.bin: The snapshot has no such file.",
            ],
            verification.Items.Where(item => item.IsSame == false).Select(item => $"{item.Item}: {item.Message}"));
    }

    [Fact]
    public void Data_and_environment_that_have_changed_are_told_and_the_results_decide()
    {
        Snapshot snapshot = Train("""Run.UseData(Outside); Snapshot.Train.Append("loss", 1);""", "then");
        File.WriteAllText(Outside, "now");
        ReplaceInFile(snapshot, $"\"{snapshot.Environment!.OS}\"", "\"Plan 9\"");

        Verification verification = Verify(_experiment.Library.GetSnapshot(snapshot.Id));

        Assert.True(verification.IsReproduced);
        Assert.Equal(
            ["Environment OS", $"Data {Outside}"],
            verification.Items.Where(item => item.IsSame == false).Select(item => $"{item.Part} {item.Item}"));
        Assert.Equal("Plan 9", verification.Items.Single(item => item.Item == "OS").Expected);
    }

    [Theory]
    [InlineData(true, "The snapshot's file is gone.")]
    [InlineData(false, "The snapshot's file is not as it was saved.")]
    public void Model_file_of_the_snapshot_that_is_gone_or_changed_is_named(bool isGone, string message)
    {
        Snapshot snapshot = Train("""Snapshot.SaveModel("final", file => file.WriteByte(1));""");
        string path = Path.Combine(snapshot.Path, "final");
        if (isGone)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllBytes(path, [2]);
        }

        Assert.Equal(message, Assert.Single(Verify(snapshot).Items, item => item.Part == VerifiedPart.Model).Message);
    }

    [Fact]
    public void Results_and_models_of_a_test_do_not_count()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() { Snapshot.Train.Append("loss", 1); Snapshot.SaveModel("final", _ => { }); }
                public override void Test() { Snapshot.Test.Store("accuracy", 1); Snapshot.Train.Append("loss", 2); Snapshot.SaveModel("plot", _ => { }); }
            """,
            "TestedTask"));
        _experiment.Train();

        Verification verification = Verify(_experiment.Test());

        Assert.True(verification.IsReproduced);
        Assert.Equal(["Train/loss", "final", "plot"], verification.Items.Where(item => item.Part >= VerifiedPart.Series).Select(item => item.Item));
        Assert.Null(verification.Items.Single(item => item.Item == "plot").IsSame);
    }

    [Fact]
    public void Hyperparameters_are_those_of_the_training()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """[Hyperparameter] public double Rate { get; set; } = 1; public override void Train() => Snapshot.Train.Append("rate", Rate);""", "RateTask"));
        Snapshot snapshot = _experiment.Library.Train(
            new TrainRequest(_experiment.Folder) { Parameters = new Dictionary<string, object?> { ["Rate"] = 0.25 } },
            null,
            TestContext.Current.CancellationToken)!;

        Verification verification = Verify(snapshot);

        Assert.True(verification.IsReproduced);
        Assert.Equal("0.25", verification.Items.Single(item => item.Item == "Rate").Actual);
    }

    [Fact]
    public void Model_task_is_reproduced()
    {
        _experiment.Write("Task.cs", ModelTaskCode.Line());

        Assert.True(Verify(_experiment.Train()!).IsReproduced);
    }

    [Fact]
    public void Amended_snapshot_is_trained_from_the_commit_that_its_results_are_of()
    {
        Snapshot snapshot = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot amended = _experiment.Library.Update(
            new UpdateRequest { Path = _experiment.Folder, Amend = true }, null, TestContext.Current.CancellationToken)!;

        Verification verification = Verify(amended);

        Assert.True(verification.IsReproduced);
        Assert.Equal(snapshot.Commit, verification.Items[0].Expected);
    }

    [Fact]
    public void Snapshot_that_is_not_trained_is_refused()
    {
        _experiment.Write("Task.cs", TaskCode.Training("throw new InvalidOperationException();"));
        Assert.Throws<TaskFailedException>(() => _experiment.Train());

        Assert.Equal(
            SnapshotStateProblem.NotTrained,
            Assert.Throws<SnapshotStateException>(() => Verify(_experiment.Library.GetSnapshots().First())).Problem);
    }

    [Fact]
    public void Training_that_fails_now_is_an_error_that_names_the_snapshot_and_no_log()
    {
        Snapshot snapshot = Train("int.Parse(File.ReadAllText(Outside));", "1");
        File.WriteAllText(Outside, "none");

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => Verify(snapshot));

        Assert.Equal((snapshot.Name, null), (error.SnapshotName, error.LogPath));
        Assert.Empty(Scratch());
        Assert.Equal(SnapshotState.Trained, _experiment.Library.GetSnapshot(snapshot.Id).State);
    }

    private static void ReplaceInFile(Snapshot snapshot, string text, string replacement)
    {
        string path = Path.Combine(snapshot.Path, "snapshot.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, replacement, StringComparison.Ordinal));
    }

    private static string Files(string folder, string part) => string.Join('\n', Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => path.Contains($"/{part}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(path => $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}"));

    private string[] Scratch() => Directory.GetDirectories(Path.Combine(_experiment.Library.Folder, ".cache", "scratch"));

    private Verification Verify(Snapshot snapshot) =>
        _experiment.Library.Verify(snapshot, null, _experiment.Events, TestContext.Current.CancellationToken);

    private Snapshot Train(string statements, string? outside = null)
    {
        if (outside is not null)
        {
            File.WriteAllText(Outside, outside);
        }

        _experiment.Write("Task.cs", TaskCode.Training($"string Outside = @\"{Outside}\"; {statements}"));
        return _experiment.Train()!;
    }
}
