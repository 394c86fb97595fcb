using System.CommandLine;
using Flammable.Cli.Commands;
using Flammable.Cli.Errors;
using Flammable.Cli.Running;

namespace Flammable.Cli;

/// <summary>The entry point of <c>flam</c>.</summary>
public static class Program
{
    /// <summary>Runs the command line and leaves the process.</summary>
    /// <param name="args">A command and its options.</param>
    /// <returns>Never; the exit code is handed to the operating system.</returns>
    public static int Main(string[] args)
    {
        int exitCode = Run(args, null);

        // A foreground thread that a task left behind would keep the process alive for ever.
        Environment.Exit(exitCode);
        return exitCode;
    }

    /// <summary>Runs the command line in the process of the caller.</summary>
    /// <param name="args">A command and its options.</param>
    /// <param name="defaultPath">The task file or folder that is meant where the command line names none; <see langword="null"/> for the current folder.</param>
    /// <returns>The exit code: 0 for success, see <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, string? defaultPath)
    {
        ArgumentNullException.ThrowIfNull(args);
        using var interruption = new Interruption();
        var session = new Session(new Terminal(), new GlobalOptions(), defaultPath, interruption.Token);
        using var untimelyEnd = new UntimelyEnd(session.Terminal);
        try
        {
            // '@' begins a message like any other character: no response files.
            ParseResult parse = new FlamCommand(session).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return parse.Errors.Count == 0
                ? parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false })
                : Failure.Of(UsageException.From(parse)).Print(session.Terminal.Error);
        }
        catch (Exception exception)
        {
            return Failure.Of(exception).Print(session.Terminal.Error);
        }
    }
}
