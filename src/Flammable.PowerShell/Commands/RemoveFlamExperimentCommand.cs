using System.Management.Automation;
using Flammable.Completion;
using Flammable.Experiments;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Moves experiments with all their snapshots to the library's trash and emits the removals.</summary>
[Cmdlet(VerbsCommon.Remove, "FlamExperiment", SupportsShouldProcess = true)]
[OutputType(typeof(Removal))]
public sealed class RemoveFlamExperimentCommand : FlamCommand
{
    /// <summary>The names of the experiments. The wildcards * and ? are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentCompleter]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (TryAsk(name, () => Library.GetExperiments(name).Select(found => (found, Library.GetSize(found))).ToList(), out var found))
            {
                found.ForEach(one => Remove(one.Item1, one.Item2));
            }
        }
    }

    private void Remove(Experiment experiment, long size)
    {
        string what = experiment.SnapshotCount == 1 ? "1 snapshot" : $"{experiment.SnapshotCount} snapshots";
        if (ShouldProcess(experiment.Name, $"Move to the trash with {what}: {ByteSize.Text(size)}")
            && TryAsk(experiment.Name, () => Library.Remove(experiment, StopToken), out var removal))
        {
            WriteObject(removal);
        }
    }
}
