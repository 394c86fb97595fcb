using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Requests that fail while the model is changed ten times under load.</summary>
internal sealed class SwapComparison : IComparison
{
    private const int Connections = 8;
    private const int Swaps = 10;

    public string Name => "swap";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        Library library = Library.Open(folder.At("library"));
        Snapshot[] snapshots = [RunningServer.TrainEcho(library, folder), RunningServer.TrainEcho(library, folder, "OtherTask")];
        using var server = new RunningServer(library, snapshots[0]);
        using var client = new LoadClient(server.Address, LoadClient.Post(RunningServer.Route, """{"sample":5}""", server.Token), Connections);
        bool isEnough = false;
        Task<int> load = Task.Run(() => client.SendWhile(() => !Volatile.Read(ref isEnough)));
        for (int swap = 1; swap <= Swaps; swap++)
        {
            server.Swap(snapshots[swap % 2]);
        }

        Volatile.Write(ref isEnough, true);
        return [Figure.Alone("requests failed in 10 swaps under load", load.GetAwaiter().GetResult(), new Limit("0", (ours, _) => ours == 0)) with { Unit = "" }];
    }
}
