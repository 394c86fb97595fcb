using System.Management.Automation;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Moves snapshots to the library's trash and emits the removals.</summary>
[Cmdlet(VerbsCommon.Remove, "FlamSnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(Removal))]
public sealed class RemoveFlamSnapshotCommand : EachSnapshotCommand
{
    /// <inheritdoc/>
    protected override void Process(Snapshot snapshot)
    {
        if (TryAsk(snapshot, () => Library.GetSize(snapshot), out long size)
            && ShouldProcess(snapshot.ToString(), $"Move to the trash: {ByteSize.Text(size)}")
            && TryAsk(snapshot, () => Library.Remove(snapshot, StopToken), out var removal))
        {
            WriteObject(removal);
        }
    }
}
