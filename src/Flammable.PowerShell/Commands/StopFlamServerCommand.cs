using System.Management.Automation;
using Flammable.Completion;
using Flammable.Servers;

namespace Flammable.Commands;

/// <summary>Stops servers, and clears away what dead ones left behind.</summary>
[Cmdlet(VerbsLifecycle.Stop, "FlamServer", SupportsShouldProcess = true)]
public sealed class StopFlamServerCommand : FlamCommand
{
    /// <summary>The servers to stop: ids, servers, or objects with the property Id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Id")]
    [ServerArgument]
    [ServerCompleter]
    public ServerReference[] Server { get; set; } = [];

    /// <summary>Kill the server: requests that it has accepted are not answered.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (ServerReference reference in Server)
        {
            if (TryAsk(reference, () => reference.Find(Servers, StopToken), out var server)
                && ShouldProcess(server.ToString(), Force ? "Kill the server" : "Stop the server"))
            {
                TryAsk(server, () => Stop(server), out _);
            }
        }
    }

    private bool Stop(ModelServer server)
    {
        Servers.Stop(server, Force, StopToken);
        return true;
    }
}
