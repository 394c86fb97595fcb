using System.CommandLine;
using System.CommandLine.Invocation;
using Flammable.Cli.Errors;
using Flammable.Cli.Running;

namespace Flammable.Cli.Commands;

/// <summary>Prints the version of <c>flam</c>, also where a task's own program is the process.</summary>
internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        terminal.Output.WriteLine(typeof(VersionAction).Assembly.GetName().Version!.ToString(3));
        return ExitCode.Done;
    }
}
