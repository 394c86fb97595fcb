using System.Management.Automation;
using Flammable.Git;

namespace Flammable.Commands;

/// <summary>Tells whether the code of each task differs from its last snapshot's, or which files do and how.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FlamChanges", DefaultParameterSetName = PathSet)]
[OutputType(typeof(bool), typeof(ChangedFile))]
public sealed class TestFlamChangesCommand : TaskFileCommand
{
    /// <summary>Emit the changed files instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ResolvePaths())
        {
            if (TryAsk(path, () => Library.GetStatus(path, StopToken), out var status))
            {
                WriteObject(Detailed ? status.ChangedFiles : status.IsChanged, enumerateCollection: true);
            }
        }
    }
}
