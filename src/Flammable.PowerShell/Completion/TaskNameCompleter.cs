using System.Collections;
using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the names of the task classes at the path that is typed, or at the current location.</summary>
public sealed class TaskNameCompleter : FlamCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(string word, IDictionary bound) =>
        from name in Paths(bound).SelectMany(Library.Open().GetTaskNames).Distinct()
        where Begins(name, word)
        select Result(name, name, name);

    private static IEnumerable<string> Paths(IDictionary bound)
    {
        bool isLiteral = bound.Contains("LiteralPath");
        object path = isLiteral ? bound["LiteralPath"]! : bound["Path"] ?? ".";

        // The completer runs inside the session, so that drives and the current location are its own.
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell
            .AddCommand("Microsoft.PowerShell.Management\\Convert-Path")
            .AddParameter(isLiteral ? "LiteralPath" : "Path", path)
            .Invoke<string>();
    }
}
