using System.Management.Automation;
using Flammable.Snapshots;
using Flammable.Verifying;

namespace Flammable.Commands;

/// <summary>Trains snapshots again from their own commits, and emits whether the same came out, item by item.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FlamSnapshot")]
[OutputType(typeof(Verification))]
public sealed class TestFlamSnapshotCommand : EachSnapshotCommand
{
    /// <inheritdoc/>
    protected override void Process(Snapshot snapshot)
    {
        Caller caller = PowerShellCaller.Of(this);
        if (RunTask(snapshot, (events, cancellation) => Library.Verify(snapshot, caller, events, cancellation), out var verification))
        {
            WriteObject(verification);
        }
    }
}
