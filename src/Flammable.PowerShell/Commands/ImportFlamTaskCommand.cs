using System.Management.Automation;
using Flammable.Completion;
using Flammable.Execution;

namespace Flammable.Commands;

/// <summary>Emits the tasks of snapshots as they were when they were trained, alive, with their models.</summary>
[Cmdlet(VerbsData.Import, "FlamTask")]
[OutputType(typeof(ImportedTask))]
public sealed class ImportFlamTaskCommand : FlamCommand
{
    /// <summary>The snapshots: ids, names, snapshots, or objects with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[] Snapshot { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Library library = Library;
        foreach (SnapshotReference reference in Snapshot)
        {
            if (TryAsk(reference, () => reference.Find(library), out var snapshot)
                && RunTask(snapshot, (events, cancellation) => library.Import(snapshot, events, cancellation), out var task))
            {
                WriteObject(task);
            }
        }
    }
}
