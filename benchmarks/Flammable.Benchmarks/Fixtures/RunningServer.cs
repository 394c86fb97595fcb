using System.Net;
using System.Net.Sockets;
using Flammable.Servers;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>A server of a trained task, as <c>Start-FlamServer -Port 0</c> starts it.</summary>
internal sealed class RunningServer : IDisposable
{
    /// <summary>The route that evaluates.</summary>
    public const string Route = "/v1/eval";

    private readonly ServerDirectory _directory = ServerDirectory.Open();
    private readonly Library _library;
    private readonly ModelServer _server;

    /// <summary>Starts the server.</summary>
    public RunningServer(Library library, Snapshot snapshot)
    {
        _library = library;
        _server = _directory.Start(new ServerStart { Library = library.Folder, Snapshot = snapshot, Port = 0 }, Products.Flam);
    }

    /// <summary>Where it listens with TCP.</summary>
    public IPEndPoint Address => IPEndPoint.Parse(new Uri(_server.Address).Authority);

    /// <summary>Where it listens as a socket, without a token.</summary>
    public UnixDomainSocketEndPoint Socket => new(_server.SocketPath);

    /// <summary>What <see cref="Address"/> demands.</summary>
    public string Token => File.ReadAllText(_server.TokenPath!).Trim();

    /// <summary>How much memory its process has, in MB.</summary>
    public double Memory
    {
        get
        {
            using var process = System.Diagnostics.Process.GetProcessById(_server.ProcessId);
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>A task that gives its sample back.</summary>
    public static Snapshot TrainEcho(Library library, TemporaryFolder folder, string name = "EchoTask") => library.Train(new TrainRequest(folder.Write(
        "code/EchoTask.cs",
        $$"""
        using Flammable;

        public sealed class {{name}} : FlamTask
        {
            public override void Train()
            {
            }

            public override object? Eval(object? sample) => sample;
        }
        """)))!;

    /// <summary>Changes the model.</summary>
    public void Swap(Snapshot snapshot) => _directory.Swap(_server, _library.Folder, snapshot);

    public void Dispose() => _directory.Stop(_server);
}
