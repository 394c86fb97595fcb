using System.Management.Automation;
using Flammable.Completion;
using Flammable.Servers;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Makes running servers serve another snapshot, without a request being dropped.</summary>
[Cmdlet(VerbsData.Update, "FlamServer", SupportsShouldProcess = true)]
[OutputType(typeof(ModelServer))]
public sealed class UpdateFlamServerCommand : FlamCommand
{
    private Snapshot? _found;

    /// <summary>The servers: ids, servers, or objects with the property Id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Id")]
    [ServerArgument]
    [ServerCompleter]
    public ServerReference[] Server { get; set; } = [];

    /// <summary>The trained snapshot to serve from now on: an id, a name, a snapshot, or an object with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference? Snapshot { get; set; }

    /// <summary>Emit the servers as they are afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => TryAsk(Snapshot, FindTrained, out _found);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Without the snapshot there is one error, not one for each server.
        if (_found is not { } snapshot)
        {
            return;
        }

        foreach (ServerReference reference in Server)
        {
            if (TryAsk(reference, () => reference.Find(Servers, StopToken), out var server)
                && ShouldProcess(server.ToString(), $"Serve the snapshot '{snapshot}'")
                && TryAsk(server, () => Servers.Swap(server, Library.Folder, snapshot, StopToken), out var updated)
                && PassThru)
            {
                WriteObject(updated);
            }
        }
    }

    private Snapshot FindTrained() => Library.FindTrained(new EvalRequest { Snapshot = Snapshot!.Find(Library) });
}
