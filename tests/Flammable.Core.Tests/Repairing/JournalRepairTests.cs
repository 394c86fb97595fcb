using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Repairing;
using Flammable.Snapshots;
using Flammable.Tests.Checkpoints;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Repairing;

public sealed class JournalRepairTests : IDisposable
{
    private readonly Experimenting _experiment = new(task: Repairs.Numbers);

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Torn_last_line_of_a_journal_is_cut_and_kept()
    {
        Snapshot snapshot = _experiment.Train()!;
        File.AppendAllText(snapshot.File("metrics.jsonl"), "{\"split\":\"tr");

        _experiment.AssertRepaired(LibraryProblemKind.JournalTorn);

        Assert.Equal(10, Points(snapshot).Count());
        Assert.Equal("{\"split\":\"tr", _experiment.Quarantine()[$"Experiment/snapshots/{snapshot.Name}/metrics.jsonl"]);
        Assert.Equal(3, _experiment.Test().Test["length"].Last);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 2)]
    [InlineData(9, 1)]
    [InlineData(8, 2)]
    [InlineData(0, 10)]
    public void Damaged_lines_of_a_journal_are_taken_out_and_the_others_keep_their_places(int first, int count)
    {
        Snapshot snapshot = _experiment.Train()!;
        string path = snapshot.File("metrics.jsonl");
        string[] lines = File.ReadAllLines(path);
        for (int i = first; i < first + count; i++)
        {
            lines[i] = new string('\0', lines[i].Length);
        }

        string damaged = string.Join('\n', lines) + '\n';
        File.WriteAllText(path, damaged);
        Assert.Throws<SnapshotStoreException>(() => Points(snapshot).Count());

        _experiment.AssertRepaired(LibraryProblemKind.JournalDamaged);

        double[] values = [.. Points(snapshot).Select(point => point.Value)];
        Assert.Equal(Enumerable.Range(0, 10).Where(i => i < first || i >= first + count).Select(i => (double)i), values);
        Assert.Equal(damaged, _experiment.Quarantine()[$"Experiment/snapshots/{snapshot.Name}/metrics.jsonl"]);
        Assert.Equal(values.Length, (int)(_experiment.Reread(snapshot).Train.GetValueOrDefault("loss")?.Count ?? 0));
        if (first + count < 10)
        {
            Assert.Equal(damaged.Length, new FileInfo(path).Length);
        }

        Assert.Equal(3, _experiment.Test().Test["length"].Last);
        Assert.Empty(_experiment.Problems());
    }

    [Fact]
    public void Journal_that_is_gone_is_told_and_its_summaries_are_kept()
    {
        Snapshot snapshot = _experiment.Train()!;
        File.Delete(snapshot.File("metrics.jsonl"));

        _experiment.AssertOnlyTold(LibraryProblemKind.JournalMissing, LibraryProblemStatus.Damaged);

        Assert.Equal(10, _experiment.Reread(snapshot).Train["loss"].Count);
    }

    [Fact]
    public void Summaries_that_are_not_the_journals_are_made_again()
    {
        Snapshot snapshot = _experiment.Train()!;
        snapshot = _experiment.Test();
        Edit(snapshot, json =>
        {
            json["train_data"]!["loss"]!["mean"] = 77;
            json["test_data"] = new JsonObject();
        });

        _experiment.AssertRepaired(LibraryProblemKind.SummariesWrong);

        Snapshot repaired = _experiment.Reread(snapshot);
        Assert.Equal(snapshot.Train["loss"], repaired.Train["loss"]);
        Assert.Equal(snapshot.Test["length"], repaired.Test["length"]);
        Assert.Contains("77", _experiment.Quarantine()[$"Experiment/snapshots/{snapshot.Name}/snapshot.json"]);
    }

    [Fact]
    public void Training_goes_on_from_its_checkpoint_after_its_journal_was_repaired()
    {
        var task = new ResumedTask(_experiment.Root);
        _experiment.Write("Task.cs", task.Code);
        task.FailAt(45);
        Assert.ThrowsAny<Exception>(() => _experiment.Train());
        Snapshot failed = Assert.Single(_experiment.Library.GetSnapshots());
        string[] lines = File.ReadAllLines(failed.File("metrics.jsonl"));
        lines[1] = "?" + lines[1][1..];
        File.WriteAllText(failed.File("metrics.jsonl"), string.Join('\n', lines) + '\n');

        _experiment.AssertRepaired(LibraryProblemKind.JournalDamaged);

        task.LetLive();
        Snapshot resumed = _experiment.Train(TrainMode.Resume)!;
        Assert.Contains(_experiment.Events.Steps, step => step.Contains("at its checkpoint", StringComparison.Ordinal));
        Assert.Equal(SnapshotState.Trained, resumed.State);
        Assert.All(_experiment.Problems(), problem => Assert.Equal(LibraryProblemKind.SummariesWrong, problem.Kind));
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
