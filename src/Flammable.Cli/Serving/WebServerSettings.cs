using System.Net;

namespace Flammable.Cli.Serving;

/// <summary>Where the web server listens, and what it demands.</summary>
/// <param name="SocketPath">The full path of the socket; on Windows that of the named pipe.</param>
internal sealed record WebServerSettings(string SocketPath)
{
    /// <summary>How many bytes a body may have where nothing else is said.</summary>
    public const long DefaultMaxRequestSize = 10 * 1024 * 1024;

    /// <summary>The address beside the socket; <see langword="null"/> for none.</summary>
    public IPEndPoint? Endpoint { get; init; }

    /// <summary>What the address shows its clients; <see langword="null"/> for HTTP without TLS.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>What clients of the address must show; <see langword="null"/> where there is only the socket.</summary>
    public string? Token { get; init; }

    /// <summary>How many bytes a body, or a line of one, may have.</summary>
    public long MaxRequestSize { get; init; } = DefaultMaxRequestSize;
}
