using System.Net.Sockets;
using System.Text;
using Flammable.Errors;

namespace Flammable.Servers;

/// <summary>The place of a socket in the file system.</summary>
internal static class SocketFile
{
    /// <summary>What the path of a named pipe begins with.</summary>
    public const string PipePrefix = @"\\.\pipe\";

    // sun_path of <sys/un.h>, with its closing zero.
    private static readonly int MaxBytes = OperatingSystem.IsLinux() ? 107 : 103;

    /// <summary>The path of a socket that a user named; on Windows that of a pipe.</summary>
    public static string Full(string path) =>
        OperatingSystem.IsWindows() && !path.StartsWith(PipePrefix, StringComparison.OrdinalIgnoreCase) ? PipePrefix + path : path;

    /// <summary>The address of a socket, for people.</summary>
    public static string Address(string path) =>
        OperatingSystem.IsWindows() ? $"pipe:{path[PipePrefix.Length..]}" : $"unix:{path}";

    /// <summary>Makes sure that a server can listen on a socket: a stale one is taken away, a live one is not.</summary>
    /// <param name="path">The full path of the socket.</param>
    /// <exception cref="ServerException">The path is too long, its folder does not exist, or something else is there.</exception>
    public static void Free(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (Encoding.UTF8.GetByteCount(path) > MaxBytes)
        {
            throw new ServerException(
                $"The path of the socket '{path}' has more than the {MaxBytes} bytes that the system has room for.", ServerProblem.SocketPathTooLong);
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new ServerException($"The folder of the socket '{path}' does not exist.", ServerProblem.BadAddress);
        }

        if (!Path.Exists(path))
        {
            return;
        }

        if (!IsSocket(path))
        {
            throw new ServerException($"Something else than a socket is at '{path}'.", ServerProblem.BadAddress);
        }

        if (IsListenedOn(path))
        {
            throw InUse(path, "another program");
        }

        AtomicFile.DeleteQuietly(path);
    }

    /// <summary>The error where somebody else has a socket.</summary>
    public static ServerException InUse(string path, string by) =>
        new($"The socket '{path}' is in use by {by}.", ServerProblem.AddressInUse);

    /// <summary>Deletes a socket that nobody listens on, and nothing else.</summary>
    public static void DeleteStale(string path)
    {
        if (!OperatingSystem.IsWindows() && Path.Exists(path) && IsSocket(path) && !IsListenedOn(path))
        {
            AtomicFile.DeleteQuietly(path);
        }
    }

    // The system opens a file, and a pipe for both directions, but no socket.
    private static bool IsSocket(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return false;
        }
        catch (IOException error)
        {
            return error is not (FileNotFoundException or DirectoryNotFoundException);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsListenedOn(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException error)
        {
            // One that has a full row of clients waiting answers nobody at once.
            return error.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.AddressNotAvailable);
        }
    }
}
