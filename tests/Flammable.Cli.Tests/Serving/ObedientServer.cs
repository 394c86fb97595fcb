using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

/// <summary>One server that the tests of a class share, on its socket and a port.</summary>
public sealed class ObedientServer : IAsyncLifetime
{
    internal Sandbox Sandbox { get; } = new();

    internal SnapshotFacts Snapshot { get; private set; } = null!;

    internal ServedModel Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sandbox.Code.Write(TaskCode.FileName, ServedTask.Obedient);
        Snapshot = await Sandbox.TrainAsync();
        Server = await ServedModel.StartAsync(Sandbox, "--port", "0", "--max-request-size", "64KB", "--workers", "2");
    }

    public ValueTask DisposeAsync()
    {
        Server?.Dispose();
        Sandbox.Dispose();
        return ValueTask.CompletedTask;
    }
}
