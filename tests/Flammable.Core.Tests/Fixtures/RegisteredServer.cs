using Flammable.Servers;
using Flammable.Snapshots;

namespace Flammable.Tests.Fixtures;

/// <summary>Servers in a registry of their own, without a model.</summary>
public static class RegisteredServer
{
    public const string Experiment = "Iris";
    public const string SnapshotName = "20261122-120000-abcde";

    /// <summary>What a server is started with.</summary>
    public static ServerStart StartOf(TemporaryFolder folder, string? socketPath = null, int? port = null) => new()
    {
        Library = folder.At("library"),
        SocketPath = socketPath,
        Port = port,
        Snapshot = new Snapshot
        {
            Id = "abcde",
            Name = SnapshotName,
            Experiment = Experiment,
            State = SnapshotState.Trained,
            Commit = new string('0', 40),
            Timestamp = DateTimeOffset.Now,
            Path = folder.At("library", Experiment, "snapshots", SnapshotName),
        },
    };

    /// <summary>The registry of a folder.</summary>
    public static ServerDirectory Registry(this TemporaryFolder folder) => new(folder.At("servers"), TimeSpan.FromSeconds(1));

    /// <summary>The registry of a folder, patient with servers that share a busy machine with other tests.</summary>
    public static ServerDirectory PatientRegistry(this TemporaryFolder folder) => new(folder.At("servers"), TimeSpan.FromMinutes(1));

    /// <summary>Registers this process as a server.</summary>
    public static ServerEntry Register(this TemporaryFolder folder, string? socketPath = null, int? port = null) =>
        folder.Registry().Register(StartOf(folder, socketPath, port), TestContext.Current.CancellationToken);

    /// <summary>The names of the files that servers have in the registry.</summary>
    public static string[] RegistryFiles(this TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(folder.At("servers")).Select(path => Path.GetFileName(path)).Where(name => name != "servers.lock")];

    /// <summary>A server in a process of its own, which registers and then does nothing more.</summary>
    /// <param name="folder">The folder with the registry.</param>
    /// <param name="state">What it says of itself.</param>
    /// <returns>The process; the server is registered.</returns>
    public static ChildProcess StartElsewhere(TemporaryFolder folder, ServerState state = ServerState.Running)
    {
        var child = ChildProcess.Start<ServerElsewhere>(nameof(ServerElsewhere.Registers_and_waits), $"{state}:{folder.Path}");
        Until.True(() => folder.Registry().GetServers().Any(server => server.State == state), "the server's registration");
        return child;
    }
}
