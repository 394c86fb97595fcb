using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Servers;

namespace Flammable.Cli.Commands;

/// <summary><c>flam server list</c>: lists the servers of the user.</summary>
internal sealed class ServerListCommand : SessionCommand
{
    private readonly Option<bool> _json = JsonOption.Create("Print the servers as JSON.");

    public ServerListCommand(Session session)
        : base("list", "Lists your servers, the oldest first; a dead one until it is stopped.", session) => Options.Add(_json);

    protected override int Run(ParseResult parse)
    {
        IReadOnlyList<ModelServer> servers = ServerDirectory.Open().GetServers(Session.Cancellation);
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(servers.Select(ServerOutput.ToJson));
        }
        else
        {
            ServerOutput.Print(servers, Session.Terminal);
        }

        return ExitCode.Done;
    }
}
