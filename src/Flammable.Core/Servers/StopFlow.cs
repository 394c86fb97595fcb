using System.Diagnostics;
using Flammable.Errors;
using Flammable.Experiments;

namespace Flammable.Servers;

/// <summary>Stops a server, and takes away what it has left.</summary>
/// <param name="files">The servers of the user.</param>
internal sealed class StopFlow(ServerFiles files)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Stops a server, and waits until it is gone.</summary>
    /// <param name="server">The server.</param>
    /// <param name="force">Kill its process in place of letting it finish what it has accepted.</param>
    /// <param name="cancellation">Ends the wait; the server stops all the same.</param>
    /// <exception cref="ServerException">It does not answer.</exception>
    public void Run(ModelServer server, bool force, CancellationToken cancellation)
    {
        bool isKilled = true;
        if (files.IsAlive(server.Id))
        {
            ServerState? state = files.Read(server.Id)?.State;
            isKilled = force || state == ServerState.Starting;
            if (isKilled)
            {
                Kill(server);
            }
            else if (state != ServerState.Stopping)
            {
                AskToStop(server, cancellation);
            }

            while (files.IsAlive(server.Id))
            {
                cancellation.ThrowIfCancellationRequested();
                cancellation.WaitHandle.WaitOne(Step);
            }
        }

        files.TryClear(server);
        if (isKilled && server.Computer == Environment.MachineName)
        {
            // A program that was at work reads no end of its input.
            new CodeCheckout(new ExperimentCatalog(server.Library)).EndAbandoned();
        }
    }

    private void AskToStop(ModelServer server, CancellationToken cancellation)
    {
        try
        {
            using var connection = new ServerConnection(server, files);
            connection.StopAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (ServerException) when (!files.IsAlive(server.Id))
        {
            // It has just gone by itself.
        }
    }

    private void Kill(ModelServer server)
    {
        if (server.Computer != Environment.MachineName)
        {
            throw new ServerException(
                $"The server '{server}' runs on the computer '{server.Computer}'.", ServerProblem.NotAnswering) { Server = server.Id };
        }

        if (server.ProcessId == ServerFiles.UnknownProcess)
        {
            throw new ServerException(
                $"The file of the server '{server.Id}' is damaged, so that its process is not known and has to be ended by hand.",
                ServerProblem.NotAnswering) { Server = server.Id };
        }

        try
        {
            using var process = Process.GetProcessById(server.ProcessId);

            // As long as it holds its lock, its number is nobody else's.
            if (files.IsAlive(server.Id))
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It has just gone by itself.
        }
    }
}
