using System.Management.Automation;
using Flammable.Completion;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>The base of the cmdlets that do the same with each of the snapshots that they are given.</summary>
public abstract class EachSnapshotCommand : FlamCommand
{
    /// <summary>The snapshots: ids, names, tags, words, snapshots, or objects with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[] Snapshot { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (SnapshotReference reference in Snapshot)
        {
            if (TryAsk(reference, () => reference.Find(Library), out var snapshot))
            {
                Process(snapshot);
            }
        }
    }

    /// <summary>Does it with one of them.</summary>
    /// <param name="snapshot">The snapshot, found.</param>
    protected abstract void Process(Snapshot snapshot);
}
