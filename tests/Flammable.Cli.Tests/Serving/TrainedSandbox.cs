using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

/// <summary>A trained task that the tests of a class share; each starts servers of its own.</summary>
public sealed class TrainedSandbox : IAsyncLifetime
{
    internal Sandbox Sandbox { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Sandbox.Code.Write(TaskCode.FileName, ServedTask.Obedient);
        await Sandbox.TrainAsync();
    }

    public ValueTask DisposeAsync()
    {
        Sandbox.Dispose();
        return ValueTask.CompletedTask;
    }
}
