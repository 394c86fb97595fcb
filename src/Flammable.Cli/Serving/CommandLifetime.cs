using Microsoft.Extensions.Hosting;

namespace Flammable.Cli.Serving;

/// <summary>Leaves it to the command to say when the web server starts and stops; the framework's own would take Ctrl+C for itself.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
