using System.Text.Json.Nodes;
using Flammable.Metrics;
using Flammable.Repairing;
using Flammable.Snapshots;
using Flammable.Tests.Checkpoints;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Repairing;

public sealed class SnapshotRepairTests : IDisposable
{
    private readonly Experimenting _experiment = new(task: Repairs.Numbers);

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void File_of_a_snapshot_that_is_cut_is_written_again_with_all_that_is_left()
    {
        Snapshot snapshot = _experiment.Train(message: "the best one")!;
        string path = snapshot.File("snapshot.json");
        byte[] content = File.ReadAllBytes(path);
        File.WriteAllBytes(path, content[..(content.Length / 2)]);

        _experiment.AssertRepaired(LibraryProblemKind.SnapshotUnreadable);

        Snapshot repaired = _experiment.Reread(snapshot);
        Assert.Equal(
            (snapshot.Id, snapshot.Commit, snapshot.Message, snapshot.TaskName, snapshot.State, snapshot.Timestamp),
            (repaired.Id, repaired.Commit, repaired.Message, repaired.TaskName, repaired.State, repaired.Timestamp));
        Assert.Equal(snapshot.Train["loss"], repaired.Train["loss"]);
        Assert.Equal(["final.txt"], repaired.ModelFiles);
        Assert.Equal(3, _experiment.Test().Test["length"].Last);
        Assert.Empty(_experiment.Problems());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("[1, 2]")]
    [InlineData("{\"commit_sha\": 3, \"state\": \"odd\", \"comment\": \"kept\"}")]
    [InlineData(null)]
    public void File_of_a_snapshot_without_anything_left_is_written_again_from_its_ref_and_its_folder(string? content)
    {
        Snapshot snapshot = _experiment.Train()!;
        _experiment.Test();
        string path = snapshot.File("snapshot.json");
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }

        _experiment.AssertRepaired(LibraryProblemKind.SnapshotUnreadable);

        Snapshot repaired = _experiment.Reread(snapshot);
        Assert.Equal((snapshot.Id, snapshot.Commit, SnapshotState.Trained), (repaired.Id, repaired.Commit, repaired.State));
        Assert.Equal(snapshot.Train["loss"], repaired.Train["loss"]);
        Assert.Empty(repaired.Test);
        Assert.Equal(3, _experiment.Test().Test["length"].Last);
        Assert.Single(Points(repaired), point => point.Series == "length");
    }

    [Fact]
    public void Folder_that_nothing_says_anything_of_goes_to_the_quarantine()
    {
        Snapshot snapshot = _experiment.Train()!;
        string stray = Path.Combine(Path.GetDirectoryName(snapshot.Path)!, "20200101-000000-zzzzz");
        Directory.CreateDirectory(stray);
        File.WriteAllText(Path.Combine(stray, "notes.txt"), "mine");

        _experiment.AssertRepaired(LibraryProblemKind.SnapshotUnreadable);

        Assert.False(Directory.Exists(stray));
        Assert.Equal("mine", _experiment.Quarantine()["Experiment/snapshots/20200101-000000-zzzzz/notes.txt"]);
        Assert.Single(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void Snapshot_of_a_newer_version_is_told_and_never_touched()
    {
        Snapshot snapshot = _experiment.Train()!;
        Edit(snapshot, json => json["format"] = 99);
        string before = File.ReadAllText(snapshot.File("snapshot.json"));

        _experiment.AssertOnlyTold(LibraryProblemKind.NewerVersion, LibraryProblemStatus.Harmless);

        Assert.Equal(before, File.ReadAllText(snapshot.File("snapshot.json")));
    }

    [Fact]
    public void Id_that_is_not_the_folders_is_set_right()
    {
        Snapshot snapshot = _experiment.Train()!;
        Edit(snapshot, json => json["uid"] = "other");

        _experiment.AssertRepaired(LibraryProblemKind.IdWrong);

        Assert.Equal(snapshot.Id, _experiment.Reread(snapshot).Id);
    }

    [Fact]
    public void Training_whose_process_was_killed_is_recorded_as_interrupted_with_what_it_had()
    {
        Snapshot snapshot = _experiment.Train()!;
        Edit(snapshot, json =>
        {
            json["state"] = "training";
            json["train_data"] = new JsonObject();
            json["model_files"] = new JsonArray();
            json["model_hashes"] = new JsonObject();
            json["ended"] = null;
        });

        _experiment.AssertRepaired(LibraryProblemKind.InterruptionUnrecorded);

        Snapshot repaired = _experiment.Reread(snapshot);
        Assert.Equal("interrupted", JsonNode.Parse(File.ReadAllText(snapshot.File("snapshot.json")))!["state"]!.GetValue<string>());
        Assert.Equal(snapshot.Train["loss"], repaired.Train["loss"]);
        Assert.Equal(["final.txt"], repaired.ModelFiles);
        Assert.Equal(snapshot.ModelHashes["final.txt"], repaired.ModelHashes["final.txt"]);
        Assert.NotNull(repaired.EndedAt);
        Assert.Equal(SnapshotState.Trained, _experiment.Train(TrainMode.Retrain)!.State);
    }

    [Fact]
    public void Reset_that_was_killed_is_ended_and_what_it_would_have_deleted_is_kept()
    {
        Snapshot snapshot = _experiment.Train()!;
        Edit(snapshot, json =>
        {
            json["state"] = "created";
            json["train_data"] = new JsonObject();
            json["model_files"] = new JsonArray();
        });

        _experiment.AssertRepaired(LibraryProblemKind.ResetUnfinished);

        Assert.Equal("one", _experiment.Quarantine()[$"Experiment/snapshots/{snapshot.Name}/final.txt"]);
        Assert.Equal(SnapshotState.Trained, _experiment.Train(TrainMode.Retrain)!.State);
    }

    [Fact]
    public void Model_file_that_was_changed_goes_to_the_quarantine_and_is_missing_then()
    {
        Snapshot snapshot = _experiment.Train()!;
        File.WriteAllText(snapshot.File("final.txt"), "ono");

        LibraryProblem found = Assert.Single(_experiment.Problems());
        Assert.Equal((LibraryProblemKind.ModelChanged, snapshot.File("final.txt")), (found.Kind, found.Path));
        Assert.Equal(LibraryProblemStatus.Repaired, Assert.Single(_experiment.Repair()).Status);

        Assert.Equal("ono", _experiment.Quarantine()[$"Experiment/snapshots/{snapshot.Name}/final.txt"]);
        _experiment.AssertOnlyTold(LibraryProblemKind.ModelMissing, LibraryProblemStatus.Damaged);
        File.WriteAllText(snapshot.File("final.txt"), "one");
        Assert.Empty(_experiment.Problems());
        Assert.Equal(3, _experiment.Test().Test["length"].Last);
    }

    [Fact]
    public void Model_file_of_an_earlier_version_is_taken_as_it_is()
    {
        Snapshot snapshot = _experiment.Train()!;
        Edit(snapshot, json => json.Remove("model_hashes"));
        File.WriteAllText(snapshot.File("final.txt"), "another");

        Assert.Empty(_experiment.Problems());
        Assert.Equal(7, _experiment.Test().Test["length"].Last);
    }

    [Fact]
    public void File_that_the_snapshot_does_not_list_is_told()
    {
        Snapshot snapshot = _experiment.Train()!;
        File.WriteAllText(snapshot.File("notes.txt"), "mine");

        _experiment.AssertOnlyTold(LibraryProblemKind.ModelUnlisted, LibraryProblemStatus.Harmless);
        Assert.True(File.Exists(snapshot.File("notes.txt")));
    }

    [Fact]
    public void Leftover_is_told_when_it_is_a_day_old()
    {
        Snapshot snapshot = _experiment.Train()!;
        string leftover = snapshot.File(".final.txt.abc.tmp");
        File.WriteAllText(leftover, "half");
        Assert.Empty(_experiment.Problems());

        File.SetLastWriteTimeUtc(leftover, DateTime.UtcNow.AddDays(-2));

        _experiment.AssertOnlyTold(LibraryProblemKind.Leftover, LibraryProblemStatus.Harmless);
    }

    [Fact]
    public void Checkpoint_that_is_damaged_goes_to_the_quarantine_and_the_training_begins_anew()
    {
        var task = new ResumedTask(_experiment.Root);
        _experiment.Write("Task.cs", task.Code);
        task.FailAt(45);
        Assert.ThrowsAny<Exception>(() => _experiment.Train());
        Snapshot failed = Assert.Single(_experiment.Library.GetSnapshots());
        string part = Directory.EnumerateFiles(Directory.EnumerateDirectories(failed.Path, ".checkpoint-*").Single()).First();
        File.AppendAllText(part, "x");

        _experiment.AssertRepaired(LibraryProblemKind.CheckpointDamaged);

        task.LetLive();
        Assert.Equal(SnapshotState.Trained, _experiment.Train(TrainMode.Resume)!.State);
        Assert.Empty(_experiment.Problems());
    }

    [Fact]
    public void Checkpoint_of_a_trained_snapshot_goes_to_the_quarantine()
    {
        Snapshot snapshot = _experiment.Train()!;
        File.WriteAllText(snapshot.File("checkpoint.json"), "{}");
        Directory.CreateDirectory(snapshot.File(".checkpoint-3"));

        _experiment.AssertRepaired(LibraryProblemKind.CheckpointLeftover);

        Assert.False(Directory.Exists(snapshot.File(".checkpoint-3")));
    }

    private IEnumerable<SeriesPoint> Points(Snapshot snapshot) =>
        _experiment.Library.GetMetrics(snapshot, cancellation: TestContext.Current.CancellationToken);

    private static void Edit(Snapshot snapshot, Action<JsonObject> edit)
    {
        string path = snapshot.File("snapshot.json");
        var json = (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;
        edit(json);
        File.WriteAllText(path, json.ToJsonString());
    }
}
