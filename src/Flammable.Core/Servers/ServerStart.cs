using Flammable.Serving;
using Flammable.Snapshots;

namespace Flammable.Servers;

/// <summary>Which server to start.</summary>
public sealed record ServerStart
{
    /// <summary>The full path of the library's folder.</summary>
    public required string Library { get; init; }

    /// <summary>The trained snapshot to serve.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>
    /// The full path of the socket; on Windows the name of the pipe, or its path. <see langword="null"/> for one of the
    /// server's own.
    /// </summary>
    public string? SocketPath { get; init; }

    /// <summary>The port of 127.0.0.1 to listen on beside the socket, 0 for any that is free; <see langword="null"/> for none.</summary>
    public int? Port { get; init; }

    /// <summary>The address to listen on with TLS, as <c>address:port</c>; <see langword="null"/> for none.</summary>
    public string? Listen { get; init; }

    /// <summary>The full path of the certificate, a PEM or PFX file; needed for <see cref="Listen"/>.</summary>
    public string? Certificate { get; init; }

    /// <summary>The full path of the certificate's key, a PEM file; <see langword="null"/> where the certificate's file holds it.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>How the model is served.</summary>
    public ServingOptions Serving { get; init; } = new();

    /// <summary>How long a request may be, in bytes; <see langword="null"/> for the default of the server.</summary>
    public long? MaxRequestSize { get; init; }

    /// <summary>Whether requests are logged too that went well.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether the server has an address that demands a token.</summary>
    internal bool HasToken => Port is not null || Listen is not null;
}
