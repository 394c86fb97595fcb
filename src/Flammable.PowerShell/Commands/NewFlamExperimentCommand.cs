using System.Management.Automation;
using Flammable.Experiments;

namespace Flammable.Commands;

/// <summary>Makes an experiment of a folder of code before its first training, and emits it.</summary>
[Cmdlet(VerbsCommon.New, "FlamExperiment", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(Experiment))]
public sealed class NewFlamExperimentCommand : TaskFileCommand
{
    /// <summary>The experiment's name. The default is the folder's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ResolvePaths())
        {
            string folder = Directory.Exists(path) ? path : System.IO.Path.GetDirectoryName(path)!;
            if (ShouldProcess(folder, "Make an experiment")
                && TryAsk(folder, () => Library.AddExperiment(folder, Name), out var experiment))
            {
                WriteObject(experiment);
            }
        }
    }
}
