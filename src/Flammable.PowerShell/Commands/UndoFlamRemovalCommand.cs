using System.Management.Automation;
using Flammable.Completion;
using Flammable.Experiments;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Brings back what was removed, and emits it.</summary>
[Cmdlet(VerbsCommon.Undo, "FlamRemoval", SupportsShouldProcess = true)]
[OutputType(typeof(Snapshot), typeof(Experiment))]
public sealed class UndoFlamRemovalCommand : FlamCommand
{
    /// <summary>
    /// The id or name of a removal or of the snapshot that was removed, or the name of the experiment that was. The default is
    /// the newest removal.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [RemovalCompleter]
    public string[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string? id in Id ?? (IEnumerable<string?>)[null])
        {
            if (TryAsk(id, () => Library.GetRemoval(id), out var removal)
                && ShouldProcess(removal.ToString(), $"Bring back from the trash: {ByteSize.Text(removal.Bytes)}")
                && TryAsk(removal, () => Undo(removal), out var restored))
            {
                WriteObject(restored);
            }
        }
    }

    private object Undo(Removal removal)
    {
        Removal undone = Library.Undo(removal, StopToken);
        return undone.Snapshot is { } snapshot
            ? Library.GetSnapshot(snapshot, undone.Experiment)
            : Library.GetExperiments(undone.Experiment).Single();
    }
}
