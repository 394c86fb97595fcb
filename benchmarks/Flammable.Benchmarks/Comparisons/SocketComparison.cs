using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>One flower after the other through the socket of a server, and by a direct call of <c>Eval</c>.</summary>
internal sealed class SocketComparison : IComparison
{
    private const int Count = 3000;

    public string Name => "socket";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        foreach (string file in Directory.GetFiles(Products.Example("Iris")))
        {
            folder.Write($"Iris/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        Library library = Library.Open(folder.At("library"));
        Snapshot snapshot = library.Train(new TrainRequest(folder.At("Iris")))!;
        using var server = new RunningServer(library, snapshot);
        using var client = new LoadClient(server.Socket, LoadClient.Post(RunningServer.Route, """{"sample":[5.1,3.5,1.4,0.2]}"""), 1);
        using LoadedTask task = new SnapshotTask(new ExperimentCatalog(library.Folder)).Load(snapshot, null, CancellationToken.None);
        task.Task.Link(TaskSnapshot.ReadOnly(new StoredModelFiles(snapshot.Path, snapshot.ModelFiles), snapshot), TaskRun.Direct());
        object sample = new[] { 5.1, 3.5, 1.4, 0.2 };
        (double ours, double theirs) = new Repetitions(Count: 9).Medians(
            () => Clock.Median(client.Times(Count)),
            () => Clock.Median(Enumerable.Range(0, Count).Select(_ => Clock.Time(() => task.Task.Eval(sample)))));
        return [new Figure("iris, one sample over the socket", ours, "direct call of Eval", theirs, Limit.Over(0.3)) { Format = "0.000" }];
    }
}
