using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Servers;

namespace Flammable.Cli.Commands;

/// <summary><c>flam server stop</c>: stops servers.</summary>
internal sealed class ServerStopCommand : SessionCommand
{
    private readonly Argument<string[]> _ids = ServerArguments.Ids();
    private readonly Option<bool> _force = new("--force") { Description = "Kill it in place of letting it finish what it has accepted." };
    private readonly Option<bool> _json = JsonOption.Create("Print the servers as they were, as JSON.");

    public ServerStopCommand(Session session)
        : base("stop", "Stops servers, once they have finished what they have accepted; takes away what is left of dead ones.", session)
    {
        Arguments.Add(_ids);
        Options.Add(_force);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        var directory = ServerDirectory.Open();
        bool isJson = parse.GetValue(_json);
        string[] ids = parse.GetValue(_ids) ?? [];

        // All are found before one is stopped: a mistyped id stops nothing.
        ModelServer[] servers = ids.Length == 0
            ? [directory.GetServer(null, Session.Cancellation)]
            : [.. ids.Select(id => directory.GetServer(id, Session.Cancellation)).DistinctBy(server => server.Id)];
        foreach (ModelServer server in servers)
        {
            directory.Stop(server, parse.GetValue(_force), Session.Cancellation);
            if (!isJson)
            {
                Session.Terminal.Output.WriteLine($"{(server.State == ServerState.Dead ? "Cleared the dead" : "Stopped")} {server}");
            }
        }

        if (isJson)
        {
            JsonOutput.Write(servers.Select(ServerOutput.ToJson));
        }

        return ExitCode.Done;
    }
}
