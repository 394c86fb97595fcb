using System.Management.Automation;
using Flammable.Experiments;

namespace Flammable.Commands;

/// <summary>Tells where each task stands: its experiment, its repository, its last snapshot, the files changed since.</summary>
[Cmdlet(VerbsCommon.Get, "FlamStatus", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ExperimentStatus))]
public sealed class GetFlamStatusCommand : TaskFileCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ResolvePaths())
        {
            if (TryAsk(path, () => Library.GetStatus(path, StopToken), out var status))
            {
                WriteObject(status);
            }
        }
    }
}
