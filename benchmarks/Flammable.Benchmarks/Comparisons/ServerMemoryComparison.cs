using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>The memory of a server after 1,000,000 requests, and after 10,000.</summary>
internal sealed class ServerMemoryComparison : IComparison
{
    private const int Connections = 32;
    private const int Few = 10_000;
    private const int Many = 1_000_000;

    public string Name => "memory";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        Library library = Library.Open(folder.At("library"));
        using var server = new RunningServer(library, RunningServer.TrainEcho(library, folder));
        using var client = new LoadClient(server.Address, LoadClient.Post(RunningServer.Route, """{"sample":5}""", server.Token), Connections);
        int failed = client.Send(Few);
        double before = server.Memory;
        failed += client.Send(Many - Few);
        double after = server.Memory;
        return failed == 0
            ? [new Figure("memory after 1,000,000 requests", after, "after 10,000", before, Limit.Ratio(1.1)) { Unit = "MB" }]
            : throw new InvalidOperationException($"{failed} requests have failed.");
    }
}
