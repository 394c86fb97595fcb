using System.Management.Automation;
using Flammable.Completion;
using Flammable.Experiments;

namespace Flammable.Commands;

/// <summary>Gives an experiment another name, and emits it. Ids stay.</summary>
[Cmdlet(VerbsCommon.Rename, "FlamExperiment", SupportsShouldProcess = true)]
[OutputType(typeof(Experiment))]
public sealed class RenameFlamExperimentCommand : FlamCommand
{
    /// <summary>The experiment's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ExperimentCompleter]
    public string Name { get; set; } = "";

    /// <summary>The new name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string NewName { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryAsk(Name, () => Library.GetExperiments(Name).ToList(), out var found))
        {
            found.ForEach(Rename);
        }
    }

    private void Rename(Experiment experiment)
    {
        if (ShouldProcess(experiment.Name, $"Rename to '{NewName}'")
            && TryAsk(experiment.Name, () => Library.Rename(experiment, NewName, StopToken), out var renamed))
        {
            WriteObject(renamed);
        }
    }
}
