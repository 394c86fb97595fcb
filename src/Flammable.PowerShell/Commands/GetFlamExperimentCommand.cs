using System.Management.Automation;
using Flammable.Completion;
using Flammable.Experiments;

namespace Flammable.Commands;

/// <summary>Lists the library's experiments by name.</summary>
[Cmdlet(VerbsCommon.Get, "FlamExperiment")]
[OutputType(typeof(Experiment))]
public sealed class GetFlamExperimentCommand : FlamCommand
{
    /// <summary>The names of the experiments. The wildcards * and ? are allowed. The default is all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ExperimentName]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentCompleter]
    public string[] Name { get; set; } = [NamePattern.All];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (TryAsk(name, () => Library.GetExperiments(name).ToList(), out var found))
            {
                WriteObject(found, enumerateCollection: true);
            }
        }
    }
}
