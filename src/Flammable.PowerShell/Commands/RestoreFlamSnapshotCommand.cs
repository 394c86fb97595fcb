using System.Management.Automation;
using Flammable.Restoring;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Brings a snapshot's code back, into a new folder or as a branch.</summary>
[Cmdlet(VerbsData.Restore, "FlamSnapshot", DefaultParameterSetName = DestinationSet, SupportsShouldProcess = true)]
[OutputType(typeof(RestoredSnapshot))]
public sealed class RestoreFlamSnapshotCommand : EachSnapshotCommand
{
    private const string DestinationSet = "Destination";
    private const string BranchSet = "Branch";

    /// <summary>The folder to make, by exactly this name. Nothing may be there yet.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = DestinationSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>The branch to make at the snapshot's commit, in the repository of the experiment's folder.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BranchSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Branch { get; set; } = "";

    /// <summary>Copy models, metrics, metadata and log too.</summary>
    [Parameter(ParameterSetName = DestinationSet)]
    public SwitchParameter IncludeArtifacts { get; set; }

    /// <inheritdoc/>
    protected override void Process(Snapshot snapshot)
    {
        if (TryAsk(snapshot, () => Restore(snapshot), out var restored) && restored is not null)
        {
            foreach (string warning in restored.Warnings)
            {
                WriteWarning(warning);
            }

            WriteObject(restored);
        }
    }

    private RestoredSnapshot? Restore(Snapshot snapshot)
    {
        if (ParameterSetName == BranchSet)
        {
            return ShouldProcess(Branch, $"Make a branch at commit {snapshot.ShortCommit} of snapshot {snapshot}")
                ? Library.RestoreBranch(snapshot, Branch)
                : null;
        }

        string destination = Paths.ToFile(Destination);
        return ShouldProcess(destination, $"Restore the code of snapshot {snapshot}")
            ? Library.Restore(snapshot, destination, IncludeArtifacts, StopToken)
            : null;
    }
}
