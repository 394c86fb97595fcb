using System.Management.Automation;

namespace Flammable.Commands;

/// <summary>The base of the cmdlets that run the last snapshot of a task, or any that is named.</summary>
public abstract class SnapshotCommand : FlamCommand
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";
    private protected const string SnapshotSet = "Snapshot";

    /// <summary>Run the last snapshot although the code has changed since.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Ignore { get; set; }
}
