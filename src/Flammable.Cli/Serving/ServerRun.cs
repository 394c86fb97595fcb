using Flammable.Errors;
using Flammable.Execution;
using Flammable.Servers;
using Flammable.Serving;
using Flammable.Snapshots;

namespace Flammable.Cli.Serving;

/// <summary>A server from its start to its end, in this process.</summary>
internal sealed class ServerRun : IServerControl
{
    // Beside the time that a sample may take: what is read and written around it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Library _library;
    private readonly ServerEntry _entry;
    private readonly ModelHost _host;
    private readonly ServerMetrics _metrics;
    private readonly ServerLog _log;
    private readonly Lock _swapping = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerRun(Library library, ServerEntry entry, ModelHost host, ServerLog log)
    {
        _library = library;
        _entry = entry;
        _host = host;
        _metrics = new ServerMetrics(host);
        _log = log;
    }

    public ModelServer Status => _entry.Server with { Requests = _metrics.Evaluations };

    /// <summary>Serves until it is told to stop, and has finished what it had accepted.</summary>
    /// <param name="library">The library of the snapshot.</param>
    /// <param name="start">What to serve, and where.</param>
    /// <param name="listeners">Told of what the task prints, and of what goes wrong with it.</param>
    /// <param name="started">Called as soon as the server answers.</param>
    /// <param name="cancellation">Ends the loading, and later tells the server to stop.</param>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public static void Serve(
        Library library, ServerStart start, IReadOnlyList<IProgress<RunEvent>> listeners, Action<ModelServer> started, CancellationToken cancellation)
    {
        using ServerCertificate? certificate = start.Certificate is null ? null : ServerCertificate.Load(start.Certificate, start.CertificateKey);
        var endpoint = ServerEndpoint.Of(start);
        using ServerEntry entry = ServerDirectory.Open().Register(start, cancellation);
        using var log = new ServerLog(entry.Server.Id, start.Snapshot.Path, start.IsVerbose);
        var events = new ToldToAll([log, .. listeners]);
        if (certificate?.Warning(start.Certificate!, DateTimeOffset.Now) is { } warning)
        {
            events.Report(new WarningEvent(warning));
        }

        using ModelHost host = library.Serve(start.Snapshot, start.Serving, events, cancellation);
        var settings = new WebServerSettings(entry.Server.SocketPath)
        {
            Endpoint = endpoint,
            Certificate = certificate,
            Token = entry.Token,
            MaxRequestSize = start.MaxRequestSize ?? WebServerSettings.DefaultMaxRequestSize,
        };
        new ServerRun(library, entry, host, log).RunAsync(settings, started, cancellation).GetAwaiter().GetResult();
    }

    public void RequestStop() => _stop.TrySetResult();

    public void Swap(string library, string experiment, string snapshot, CancellationToken cancellation)
    {
        lock (_swapping)
        {
            using var loading = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
            try
            {
                if (library != _library.Folder)
                {
                    throw new ServerException($"The server serves snapshots of the library '{_library.Folder}'.", ServerProblem.SwapFailed);
                }

                Snapshot before = _host.Snapshot;
                _host.Swap(_library.GetSnapshot($"{experiment}/{snapshot}"), loading.Token);
                Follow(before, _host.Snapshot);
            }
            catch (Exception error) when (error is FlammableException or OperationCanceledException)
            {
                _log.NotSwapped(error.Message);
                throw;
            }
        }
    }

    private void Follow(Snapshot before, Snapshot snapshot)
    {
        // The end of one file, and the beginning of the next.
        _log.Swapped(before.ToString(), snapshot.ToString());
        _log.MoveTo(snapshot.Path);
        _log.Swapped(before.ToString(), snapshot.ToString());
        Register(server => server with
        {
            Experiment = snapshot.Experiment,
            Snapshot = snapshot.Name,
            TaskName = snapshot.TaskName ?? "",
            LogPath = _log.FilePath,
        });
    }

    // Whoever asks the server is told by itself: it goes on where the registry can be written no more.
    private void Register(Func<ModelServer, ModelServer> change)
    {
        try
        {
            _entry.Update(change);
        }
        catch (SnapshotStoreException error)
        {
            _log.NotRegistered(error.Message);
        }
    }

    private async Task RunAsync(WebServerSettings settings, Action<ModelServer> started, CancellationToken cancellation)
    {
        await using WebServer web = await WebServer.StartAsync(settings, _host, this, _metrics, _log, cancellation);
        _entry.Update(server => server with { State = ServerState.Running, Address = web.Address ?? server.Address, LogPath = _log.FilePath });
        _log.Started(_host.Snapshot.ToString(), _entry.Server.Address, _host.Options.Workers);
        started(_entry.Server);

        using (cancellation.Register(RequestStop))
        {
            await _stop.Task;
        }

        await _stopping.CancelAsync();
        Register(server => server with { State = ServerState.Stopping });
        _log.Stopping();
        TimeSpan patience = _host.Options.Timeout + Grace;
        await FinishAsync(web, patience);
        _log.Stopped(_metrics.Evaluations, _host.Stop(patience));
    }

    // One request may hold any number of samples: whoever waits is cut off only where none of them is answered any more.
    private async Task FinishAsync(WebServer web, TimeSpan patience)
    {
        using var end = new CancellationTokenSource();
        Task finished = web.StopAsync(end.Token);
        long evaluated;
        do
        {
            evaluated = _host.Evaluated;
        }
        while (await Task.WhenAny(finished, Task.Delay(patience)) != finished && _host.Evaluated != evaluated);

        await end.CancelAsync();
        await finished;
    }

    private sealed class ToldToAll(IReadOnlyList<IProgress<RunEvent>> listeners) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            foreach (IProgress<RunEvent> listener in listeners)
            {
                listener.Report(value);
            }
        }
    }
}
