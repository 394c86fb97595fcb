using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Servers;

namespace Flammable.Cli.Commands;

/// <summary><c>flam server swap</c>: makes a server answer with another snapshot.</summary>
internal sealed class ServerSwapCommand : SessionCommand
{
    private readonly Argument<string> _snapshot = Positional.Required("SNAPSHOT", $"The snapshot to serve from now on: {TaskArguments.IdDescription}");
    private readonly Option<string?> _server = ServerArguments.Server();
    private readonly Option<bool> _json = JsonOption.Create("Print the server as JSON.");

    public ServerSwapCommand(Session session)
        : base("swap", "Makes a server answer with another snapshot, without a break; it keeps the old one where the new one cannot be loaded.", session)
    {
        Arguments.Add(_snapshot);
        Options.Add(_server);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        var directory = ServerDirectory.Open();
        ModelServer server = directory.GetServer(parse.GetValue(_server), Session.Cancellation);

        // The server's own library: the snapshots beside the one that it serves are meant.
        Library library = LibraryFolder(parse) is string folder ? Library.Open(folder) : Library.Open(server.Library);
        ModelServer swapped = directory.Swap(server, library.Folder, library.GetSnapshot(parse.GetRequiredValue(_snapshot)), Session.Cancellation);
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(ServerOutput.ToJson(swapped));
        }
        else
        {
            Session.Terminal.Output.WriteLine($"Serving {swapped.Experiment}/{swapped.Snapshot} at {swapped.Address}");
        }

        return ExitCode.Done;
    }
}
