using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Servers;

/// <summary>The servers of this user: who they are, and starting, stopping and changing them.</summary>
public sealed class ServerDirectory
{
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(1);

    private readonly ServerFiles _files;
    private readonly TimeSpan _askPatience;

    internal ServerDirectory(string folder, TimeSpan? askPatience = null)
    {
        _files = new ServerFiles(folder);
        _askPatience = askPatience ?? AskPatience;
    }

    /// <summary>Opens the directory of the user. Nothing is created before a server is registered.</summary>
    public static ServerDirectory Open() => new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "flammable", "servers"));

    /// <summary>Lists the servers, the oldest first; those that run are asked, which takes a second at most.</summary>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>Each as it says of itself; one that does not answer, as it last said in its file.</returns>
    public IReadOnlyList<ModelServer> GetServers(CancellationToken cancellation = default) =>
        Task.WhenAll(GetRegistered().Select(server => AskAsync(server, cancellation))).GetAwaiter().GetResult();

    /// <summary>Lists the servers, the oldest first, as they last said of themselves in their files. None is asked.</summary>
    public IReadOnlyList<ModelServer> GetRegistered() => [.. _files.ReadAll().OrderBy(server => server.StartedAt)];

    /// <summary>Finds one server.</summary>
    /// <param name="id">Its id, or the unique beginning of it; <see langword="null"/> for the only one that is alive.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="ServerException">None is meant, or several.</exception>
    public ModelServer GetServer(string? id, CancellationToken cancellation = default)
    {
        ModelServer[] matches = [.. _files.ReadAll().Where(server => id is null
            ? server.State != ServerState.Dead
            : id.Length > 0 && server.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase))];
        return matches.Length switch
        {
            1 => AskAsync(matches[0], cancellation).GetAwaiter().GetResult(),
            0 => throw new ServerException(id is null ? "No server is running." : $"There is no server '{id}'.", ServerProblem.NotFound) { Server = id },
            _ => throw new ServerException(
                id is null ? $"{matches.Length} servers are running." : $"Several servers match '{id}'.", ServerProblem.Ambiguous)
            {
                Server = id,
                Matches = [.. matches.Select(server => server.Id)],
            },
        };
    }

    /// <summary>Starts a server as a process of a session of its own, which outlives this one, and waits until it answers.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="program">The full path of <c>flam</c>; one that ends in <c>.dll</c> is run by <c>dotnet</c>.</param>
    /// <param name="warn">Told each warning of the server that has started, by the thread that called.</param>
    /// <param name="cancellation">Ends the start; no server is there then.</param>
    /// <exception cref="ServerException">The program is missing, or said why it is no server.</exception>
    public ModelServer Start(ServerStart start, string program, Action<string>? warn = null, CancellationToken cancellation = default)
    {
        using var process = ServerProcess.Start(program, ServerCommandLine.Of(start));
        try
        {
            return GetServer(process.WaitForId(warn, cancellation), cancellation);
        }
        catch
        {
            process.Kill();
            _files.ClearDead(server => server.ProcessId == process.Id);
            throw;
        }
    }

    /// <summary>Stops a server, and waits until it is gone. One that is still starting is killed; what a dead one left behind is taken away.</summary>
    /// <param name="server">The server.</param>
    /// <param name="force">Kill its process in place of letting it finish what it has accepted.</param>
    /// <param name="cancellation">Ends the wait; the server stops all the same.</param>
    /// <exception cref="ServerException">It does not answer.</exception>
    public void Stop(ModelServer server, bool force = false, CancellationToken cancellation = default) =>
        new StopFlow(_files).Run(server, force, cancellation);

    /// <summary>Makes a server answer with another snapshot. It loads it aside, and takes no break.</summary>
    /// <param name="server">The server.</param>
    /// <param name="library">The full path of the library that the snapshot is from.</param>
    /// <param name="snapshot">The trained snapshot.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The server as it is then.</returns>
    /// <exception cref="ServerException">It cannot be loaded, so that the server goes on with the one that it has; or the server does not answer.</exception>
    public ModelServer Swap(ModelServer server, string library, Snapshot snapshot, CancellationToken cancellation = default)
    {
        using var connection = new ServerConnection(server, _files);
        connection.SwapAsync(library, snapshot, cancellation).GetAwaiter().GetResult();
        return GetServer(server.Id, cancellation);
    }

    /// <summary>Opens a connection to evaluate samples.</summary>
    /// <param name="server">The server.</param>
    /// <exception cref="ServerException">It is dead.</exception>
    public ServerClient OpenClient(ModelServer server) => new(new ServerConnection(server, _files));

    /// <summary>Registers this process as a server. It says <see cref="ServerState.Starting"/> until <see cref="ServerEntry.Update"/> is told more.</summary>
    /// <param name="start">What it is.</param>
    /// <param name="cancellation">Ends the wait for others that register.</param>
    /// <exception cref="ServerException">The socket is in use, or cannot be there; or the registry's folder cannot be written.</exception>
    /// <exception cref="SnapshotStoreException">A file of the registry cannot be written.</exception>
    public ServerEntry Register(ServerStart start, CancellationToken cancellation = default)
    {
        using FileStream turn = _files.TakeTurn(cancellation);
        _files.DeleteLeftovers();
        (string id, FileStream held) = _files.TakeId();
        try
        {
            string socket = SocketFile.Full(start.SocketPath ?? _files.SocketPath(id));
            if (_files.ReadAll().FirstOrDefault(server => server.SocketPath == socket && server.State != ServerState.Dead) is { } other)
            {
                throw SocketFile.InUse(socket, $"the server '{other}'");
            }

            SocketFile.Free(socket);
            _files.ClearDead(server => server.SocketPath == socket);
            return new ServerEntry(_files, held, new ModelServer
            {
                Id = id,
                State = ServerState.Starting,
                Address = SocketFile.Address(socket),
                SocketPath = socket,
                TokenPath = start.HasToken ? _files.TokenPath(id) : null,
                Library = start.Library,
                Experiment = start.Snapshot.Experiment,
                Snapshot = start.Snapshot.Name,
                TaskName = start.Snapshot.TaskName ?? "",
                ProcessId = Environment.ProcessId,
                StartedAt = DateTimeOffset.Now,
                Workers = start.Serving.Workers,
            });
        }
        catch
        {
            held.Dispose();
            AtomicFile.DeleteQuietly(_files.LockPath(id));
            throw;
        }
    }

    // One that starts or stops does not listen: its file says all.
    private async Task<ModelServer> AskAsync(ModelServer server, CancellationToken cancellation)
    {
        ModelServer now = server.State == ServerState.Running ? await AskRunningAsync(server, cancellation).ConfigureAwait(false) : server;
        return now.State == ServerState.Dead ? now : now with { Uptime = DateTimeOffset.Now - now.StartedAt };
    }

    private async Task<ModelServer> AskRunningAsync(ModelServer server, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_askPatience);
        try
        {
            using var connection = new ServerConnection(server, _files);
            return await connection.GetStatusAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ServerException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return _files.Read(server.Id) ?? server with { State = ServerState.Dead };
        }
    }
}
