using System.CommandLine;
using System.CommandLine.Invocation;
using Flammable.Cli.Errors;
using Flammable.Cli.Running;

namespace Flammable.Cli.Commands;

/// <summary>Prints the version of <c>flam</c>.</summary>
internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        terminal.Output.WriteLine(FlamVersion.Text);
        return ExitCode.Done;
    }
}
