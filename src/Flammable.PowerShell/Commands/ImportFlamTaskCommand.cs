using System.Management.Automation;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Emits the tasks of snapshots as they were when they were trained, alive, with their models.</summary>
[Cmdlet(VerbsData.Import, "FlamTask")]
[OutputType(typeof(ImportedTask))]
public sealed class ImportFlamTaskCommand : EachSnapshotCommand
{
    /// <inheritdoc/>
    protected override void Process(Snapshot snapshot)
    {
        if (RunTask(snapshot, (events, cancellation) => Library.Import(snapshot, events, cancellation), out var task))
        {
            WriteObject(task);
        }
    }
}
