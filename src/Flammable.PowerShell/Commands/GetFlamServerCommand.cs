using System.Management.Automation;
using Flammable.Completion;
using Flammable.Servers;

namespace Flammable.Commands;

/// <summary>Lists the servers of this user, the dead ones too.</summary>
[Cmdlet(VerbsCommon.Get, "FlamServer")]
[OutputType(typeof(ModelServer))]
public sealed class GetFlamServerCommand : FlamCommand
{
    /// <summary>The servers' ids or the beginnings of ids. The wildcards * and ? are allowed. The default is all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ServerArgument]
    [ServerCompleter]
    public ServerReference[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (ServerReference reference in Id ?? [new ServerReference(NamePattern.All)])
        {
            if (TryAsk(reference, () => Find(reference), out var servers))
            {
                WriteObject(servers, enumerateCollection: true);
            }
        }
    }

    private IEnumerable<ModelServer> Find(ServerReference reference) => NamePattern.IsPattern(reference.Id)
        ? Servers.GetServers(StopToken).Where(server => NamePattern.Matches(reference.Id, server.Id))
        : [reference.Find(Servers, StopToken)];
}
