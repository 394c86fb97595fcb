using Flammable.Cli.Running;
using Flammable.Servers;

namespace Flammable.Cli.Printing;

/// <summary>Tells where a server that has just begun is reached, and how to try it.</summary>
internal static class ServerView
{
    public static void Print(ModelServer server, bool isDetached, Terminal terminal)
    {
        TextWriter output = terminal.Output;
        output.WriteLine($"Serving {server.Experiment}/{server.Snapshot} at {server.Address} as server {server.Id}");
        output.WriteLine();
        output.WriteLine($"  socket  {server.SocketPath}");
        if (server.TokenPath is not null)
        {
            output.WriteLine($"  token   {server.TokenPath}");
        }

        output.WriteLine($"  log     {server.LogPath}");
        if (Request(server) is { } curl)
        {
            output.WriteLine();
            output.WriteLine("Try it:");
            output.WriteLine($"  {curl}/v1/snapshot");
            output.WriteLine($"  {curl}/v1/eval -d '{{\"sample\": SAMPLE}}'");
        }

        output.WriteLine();
        output.WriteLine(isDetached ? $"'flam server stop {server.Id}' stops it." : "Ctrl+C stops it.");
    }

    // No curl opens a pipe.
    private static string? Request(ModelServer server) =>
        server.TokenPath is not null ? $"curl -H \"Authorization: Bearer $(cat {Quoted(server.TokenPath)})\" {server.Address}"
        : OperatingSystem.IsWindows() ? null
        : $"curl --unix-socket {Quoted(server.SocketPath)} http://localhost";

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '\\')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
