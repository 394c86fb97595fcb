using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Requests for a trivial task over 32 connections that are kept open, and for a route that returns the same bytes.</summary>
internal sealed class ServeComparison : IComparison
{
    private const int Connections = 32;
    private const int Requests = 40_000;

    private static readonly Limit _limit = new("at least 0.7 x", (ours, theirs) => ours >= 0.7 * theirs);

    public string Name => "serve";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        Library library = Library.Open(folder.At("library"));
        using var server = new RunningServer(library, RunningServer.TrainEcho(library, folder));
        using BareServer bare = BareServer.Start(RunningServer.Route, """{"result":5}""");
        using var ours = new LoadClient(server.Address, LoadClient.Post(RunningServer.Route, """{"sample":5}""", server.Token), Connections);
        using var theirs = new LoadClient(bare.Address, LoadClient.Post(RunningServer.Route, """{"sample":5}"""), Connections);
        (double ourTime, double theirTime) = new Repetitions(Count: 9).Medians(() => Time(ours), () => Time(theirs));
        return [new Figure("requests over 32 connections", Requests / ourTime, "bare minimal-API route", Requests / theirTime, _limit) { Unit = "per ms" }];
    }

    private static double Time(LoadClient client) => Clock.Time(() =>
    {
        if (client.Send(Requests) > 0)
        {
            throw new InvalidOperationException("A request has failed.");
        }
    });
}
