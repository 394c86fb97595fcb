using System.Text.Json;
using Flammable.Errors;

namespace Flammable.Servers;

/// <summary>
/// The folder with the files of this user's servers: for each <c>id.json</c>, the lock that its process holds as long as it
/// lives, its socket and its token. Only the user can open any of it.
/// </summary>
/// <param name="folder">The full path of the folder; it need not exist.</param>
internal sealed class ServerFiles(string folder)
{
    /// <summary>The process of a server whose file cannot be read.</summary>
    public const int UnknownProcess = 0;

    private const string TurnName = "servers.lock";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Folder { get; } = folder;

    public string LockPath(string id) => Path.Combine(Folder, $"{id}.lock");

    public string TokenPath(string id) => Path.Combine(Folder, $"{id}.token");

    /// <summary>What the server has as its own where it is not told a socket.</summary>
    public string SocketPath(string id) =>
        OperatingSystem.IsWindows() ? $"{SocketFile.PipePrefix}flam-{Environment.UserName}-{id}" : Path.Combine(Folder, $"{id}.sock");

    /// <summary>All servers, as they last said of themselves; who is not alive is dead.</summary>
    public IEnumerable<ModelServer> ReadAll() => Ids("json").Select(Read).OfType<ModelServer>();

    /// <summary>
    /// A server as it last said of itself; <see langword="null"/> where there is none. Where the file of one that lives cannot be
    /// read, its own socket is all that is known: whoever asks there is told the rest.
    /// </summary>
    public ModelServer? Read(string id)
    {
        try
        {
            ModelServer server = ServerJson.Read(File.ReadAllBytes(JsonPath(id)));
            return IsAlive(id) ? server : server with { State = ServerState.Dead };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return error is JsonException && IsAlive(id) ? Unread(id) : null;
        }
    }

    /// <summary>Whether the process of a server lives, on whatever computer.</summary>
    public bool IsAlive(string id) => FileLock.IsHeld(LockPath(id));

    /// <summary>Keeps others from registering, until the result is disposed.</summary>
    /// <exception cref="ServerException">The folder cannot be written.</exception>
    public FileStream TakeTurn(CancellationToken cancellation) => Writing(() =>
    {
        CreateFolder();
        return FileLock.Take(Path.Combine(Folder, TurnName), cancellation);
    });

    /// <summary>Chooses an id that no server has, and takes its lock for the life of this process. The caller has the turn.</summary>
    public (string Id, FileStream Lock) TakeId() => Writing(() =>
    {
        string id;
        do
        {
            id = ShortId.New();
        }
        while (Directory.EnumerateFiles(Folder, $"{id}.*").Any());

        return (id, TakeLock(id));
    });

    public void Write(ModelServer server) => WritePrivate(JsonPath(server.Id), stream => ServerJson.Write(stream, server));

    public void WriteToken(string id, string token) => WritePrivate(TokenPath(id), stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(token)));

    /// <summary>Deletes the files of a server that is this process, or dead; the lock is the last to go.</summary>
    public void Delete(ModelServer server, FileStream held)
    {
        DeleteWritten(server.Id);
        SocketFile.DeleteStale(server.SocketPath);
        held.Dispose();
        AtomicFile.DeleteQuietly(LockPath(server.Id));
    }

    /// <summary>Deletes the files of a server that is dead.</summary>
    /// <returns>Whether it is dead.</returns>
    public bool TryClear(ModelServer server)
    {
        try
        {
            Delete(server, TakeLock(server.Id));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Deletes the files of all dead servers that are meant.</summary>
    public void ClearDead(Func<ModelServer, bool> isMeant)
    {
        foreach (ModelServer dead in ReadAll().Where(server => server.State == ServerState.Dead && isMeant(server)))
        {
            TryClear(dead);
        }
    }

    /// <summary>Deletes what a process left behind that was killed before its server was registered, or whose file cannot be read. The caller has the turn.</summary>
    public void DeleteLeftovers()
    {
        foreach (string id in Ids("lock").Where(id => Path.GetFileName(LockPath(id)) != TurnName && Read(id) is null && !IsAlive(id)))
        {
            DeleteWritten(id);
            SocketFile.DeleteStale(SocketPath(id));
            AtomicFile.DeleteQuietly(LockPath(id));
        }
    }

    private void DeleteWritten(string id)
    {
        foreach (string path in new[] { JsonPath(id), TokenPath(id) })
        {
            AtomicFile.DeleteQuietly(path);
            AtomicFile.DeleteUnfinished(path);
        }
    }

    // Somebody who only looks whether the lock is free holds it for a moment.
    private FileStream TakeLock(string id) => FileLock.Wait(
        () => new FileStream(LockPath(id), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), Patience, CancellationToken.None);

    private ModelServer Unread(string id) => new()
    {
        Id = id,
        State = ServerState.Running,
        Address = SocketFile.Address(SocketPath(id)),
        SocketPath = SocketPath(id),
        Library = "",
        Experiment = "",
        Snapshot = "",
        TaskName = "",
        ProcessId = UnknownProcess,
        StartedAt = File.GetLastWriteTime(JsonPath(id)),
        Workers = 0,
    };

    private string JsonPath(string id) => Path.Combine(Folder, $"{id}.json");

    private string[] Ids(string ending)
    {
        try
        {
            return [.. Directory.EnumerateFiles(Folder, $"*.{ending}").Select(path => Path.GetFileNameWithoutExtension(path))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            // The folder of local data is the user's alone.
            Directory.CreateDirectory(Folder);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        Directory.CreateDirectory(Folder, PrivateFolder);
        if (File.GetUnixFileMode(Folder) != PrivateFolder)
        {
            File.SetUnixFileMode(Folder, PrivateFolder);
        }
    }

    private static void WritePrivate(string path, Action<Stream> write) => AtomicFile.Write(path, stream =>
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(((FileStream)stream).SafeFileHandle, Private);
        }

        write(stream);
    });

    private T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new ServerException($"The folder of servers '{Folder}' cannot be written: {error.Message}", ServerProblem.FolderUnwritable, error);
        }
    }
}
