using System.Collections;
using System.Management.Automation;

namespace Flammable.Commands;

/// <summary>Who asks for a training, where that is a cmdlet.</summary>
internal static class PowerShellCaller
{
    /// <summary>The PowerShell that runs, and the line that called the cmdlet.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    public static Caller Of(PSCmdlet cmdlet)
    {
        var versions = (IDictionary)cmdlet.SessionState.PSVariable.GetValue("PSVersionTable");
        string line = Line(cmdlet.MyInvocation).Trim();
        return new Caller($"PowerShell {versions["PSVersion"]}", line.Length == 0 ? null : line);
    }

    // A line ends where a statement may go on; PowerShellStandard does not know the statement.
    private static string Line(InvocationInfo invocation) =>
        PSObject.AsPSObject(invocation).Properties["Statement"]?.Value is string statement && statement.Contains('\n', StringComparison.Ordinal)
            ? statement
            : invocation.Line ?? "";
}
