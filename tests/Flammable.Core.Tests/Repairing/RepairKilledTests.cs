using System.Text.Json.Nodes;
using Flammable.Repairing;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Repairing;

public sealed class RepairKilledTests : IDisposable
{
    private const int Snapshots = 12;

    private readonly Experimenting _experiment = new(task: TaskCode.Training(
        """
        for (int i = 0; i < 10; i++) Snapshot.Train.Append("loss", i);
        Snapshot.SaveModel("final.txt", stream => stream.Write("one"u8));
        """));

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Repair_whose_process_is_killed_is_ended_by_the_next_one_and_nothing_is_lost()
    {
        for (int i = 0; i < Snapshots; i++)
        {
            _experiment.Train(TrainMode.Force);
        }

        Snapshot[] snapshots = [.. _experiment.Library.GetSnapshots()];
        foreach ((Snapshot snapshot, int index) in snapshots.Select((snapshot, index) => (snapshot, index)))
        {
            Damage(snapshot, index % 6);
        }

        foreach (int kept in new[] { 1, 3, 4, 6, 9 })
        {
            using ChildProcess child = ChildProcess.Start<RepairKilledTests>(nameof(Repair_and_be_killed), _experiment.Library.Folder);
            Until.True(() => _experiment.QuarantinedFiles().Count >= kept, "The repair");
            child.Kill();
        }

        _experiment.Repair();

        Assert.All(_experiment.Problems(), problem => Assert.Equal(LibraryProblemKind.ModelMissing, problem.Kind));
        Assert.Equal(Snapshots, _experiment.Library.GetSnapshots().Count());
        foreach ((Snapshot snapshot, int index) in snapshots.Select((snapshot, index) => (snapshot, index)))
        {
            string kept = string.Join('\n', _experiment.QuarantinedFiles().Where(path => path.Contains(snapshot.Name, StringComparison.Ordinal)).Select(File.ReadAllText));
            Assert.Equal(index % 6 == 1 ? 9 : 10, _experiment.Reread(snapshot).Train["loss"].Count);
            Assert.Contains(Mark(index % 6), kept);
        }
    }

    [Fact(Explicit = true)]
    public void Repair_and_be_killed()
    {
        Library library = Library.Open(ChildProcess.Given);
        foreach (LibraryProblem problem in library.Check(cancellation: TestContext.Current.CancellationToken))
        {
            library.Repair(problem);
        }
    }

    // What of each damage must be found in the quarantine; of an interruption, nothing is taken away.
    private static string Mark(int damage) => damage switch
    {
        0 => "torn",
        1 => "unreadable",
        2 => "4711",
        3 => "another model",
        4 => "half a file",
        _ => "",
    };

    private static void Damage(Snapshot snapshot, int damage)
    {
        string file = snapshot.File("snapshot.json");
        string journal = snapshot.File("metrics.jsonl");
        switch (damage)
        {
            case 0:
                File.AppendAllText(journal, "torn");
                break;
            case 1:
                File.WriteAllText(journal, string.Join('\n', File.ReadAllLines(journal).Select((line, index) => index == 4 ? "unreadable" : line)) + '\n');
                break;
            case 2:
                JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
                json["train_data"]!["loss"]!["mean"] = 4711;
                File.WriteAllText(file, json.ToJsonString());
                break;
            case 3:
                File.WriteAllText(snapshot.File("final.txt"), "another model");
                break;
            case 4:
                File.WriteAllText(file, "{\"comment\": \"half a file");
                break;
            default:
                File.WriteAllText(file, File.ReadAllText(file).Replace("\"trained\"", "\"training\"", StringComparison.Ordinal));
                break;
        }
    }
}
