using System.Management.Automation;

namespace Flammable.Commands;

/// <summary>The base of the cmdlets that take the files or folders of tasks.</summary>
public abstract class TaskFileCommand : FlamCommand
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Task files (.cs, .csproj, flammable.json) or folders with one task. Wildcards are allowed. The default is the current location.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentFolder]
    public string[]? Path { get; set; }

    /// <summary>Task files or folders, by exactly these names: no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    private protected IEnumerable<string> ResolvePaths() => ResolvePaths(Path, LiteralPath);
}
