using System.Management.Automation;
using Flammable.Completion;
using Flammable.Verifying;

namespace Flammable.Commands;

/// <summary>Trains snapshots again from their own commits, and emits whether the same came out, item by item.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FlamSnapshot")]
[OutputType(typeof(Verification))]
public sealed class TestFlamSnapshotCommand : FlamCommand
{
    /// <summary>The snapshots: ids, names, tags, words, snapshots, or objects with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[] Snapshot { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Library library = Library;
        Caller caller = PowerShellCaller.Of(this);
        foreach (SnapshotReference reference in Snapshot)
        {
            if (TryAsk(reference, () => reference.Find(library), out var snapshot)
                && RunTask(snapshot, (events, cancellation) => library.Verify(snapshot, caller, events, cancellation), out var verification))
            {
                WriteObject(verification);
            }
        }
    }
}
