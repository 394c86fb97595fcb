using System.Net;
using Flammable.Errors;
using Flammable.Servers;

namespace Flammable.Cli.Serving;

/// <summary>The address that a server listens on beside its socket.</summary>
internal static class ServerEndpoint
{
    /// <summary>The address that is asked for; <see langword="null"/> for none.</summary>
    /// <exception cref="ServerException">It is none.</exception>
    public static IPEndPoint? Of(ServerStart start) => start.Listen is string text
        ? text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out IPEndPoint? endpoint) && HasPort(text)
            ? endpoint
            : throw new ServerException($"'{text}' is no address to listen on.", ServerProblem.BadAddress)
        : start.Port is int port ? new IPEndPoint(IPAddress.Loopback, port)
        : null;

    // An address of version 6 alone has colons too, but no brackets.
    private static bool HasPort(string text) => text.LastIndexOf(':') is var colon
        && (text.IndexOf(':', StringComparison.Ordinal) == colon || text[colon - 1] == ']');
}
