using System.Management.Automation;
using Flammable.Completion;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Moves snapshots to the library's trash and emits the removals.</summary>
[Cmdlet(VerbsCommon.Remove, "FlamSnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(Removal))]
public sealed class RemoveFlamSnapshotCommand : FlamCommand
{
    /// <summary>The snapshots to remove: ids, names, snapshots, or objects with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[] Snapshot { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (SnapshotReference reference in Snapshot)
        {
            if (TryAsk(reference, () => Find(reference), out var found)
                && ShouldProcess(found.Snapshot.ToString(), $"Move to the trash: {ByteSize.Text(found.Size)}")
                && TryAsk(reference, () => Library.Remove(found.Snapshot, StopToken), out var removal))
            {
                WriteObject(removal);
            }
        }
    }

    private (Snapshot Snapshot, long Size) Find(SnapshotReference reference)
    {
        Snapshot snapshot = reference.Find(Library);
        return (snapshot, Library.GetSize(snapshot));
    }
}
