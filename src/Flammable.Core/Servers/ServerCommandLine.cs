using System.Globalization;
using Flammable.Serving;

namespace Flammable.Servers;

/// <summary>The command line of <c>flam</c> that is a server.</summary>
internal static class ServerCommandLine
{
    public static IReadOnlyList<string> Of(ServerStart start)
    {
        ServingOptions serving = start.Serving;
        return
        [
            "server",
            "--library", start.Library,
            "--snapshot", start.Snapshot.ToString(),
            .. Option("--socket", start.SocketPath),
            .. Option("--port", start.Port),
            .. Option("--listen", start.Listen),
            .. Option("--certificate", start.Certificate),
            .. Option("--certificate-key", start.CertificateKey),
            .. Option("--workers", serving.Workers),
            .. Option("--queue-length", serving.QueueLength),
            .. Option("--timeout", serving.Timeout.TotalSeconds),
            .. Option("--batch-size", serving.MaxBatchSize),
            .. Option("--batch-wait", serving.MaxBatchWait.TotalMilliseconds),
            .. Option("--max-request-size", start.MaxRequestSize),
            .. start.IsVerbose ? ["--verbose"] : Array.Empty<string>(),
            "--detached",
        ];
    }

    private static string[] Option(string name, IConvertible? value) =>
        value is null ? [] : [name, value.ToString(CultureInfo.InvariantCulture)];
}
