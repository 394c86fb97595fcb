using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary>A command that runs a task's code and ends with the snapshot that the run belongs to.</summary>
internal abstract class RunCommand : SessionCommand
{
    private readonly Option<bool> _json;

    protected RunCommand(string name, string description, Session session, string printed = "the snapshot")
        : base(name, description, session)
    {
        _json = JsonOption.Create($"Print {printed} as JSON; everything else goes to standard error.");
        Options.Add(_json);
    }

    protected sealed override int Run(ParseResult parse)
    {
        Terminal terminal = Session.Terminal;
        bool json = IsJson(parse);
        Snapshot? snapshot;
        using (var reporter = new RunReporter(terminal, json ? terminal.Error : terminal.Output, parse.GetValue(Session.Options.Verbose)))
        {
            snapshot = RunTask(parse, reporter);
        }

        if (json)
        {
            JsonOutput.Write(snapshot is null ? null : SnapshotJson.ToJson(snapshot));
        }
        else if (snapshot is not null)
        {
            terminal.Output.WriteLine(Summarize(parse, snapshot));
        }

        return ExitCode.Done;
    }

    /// <summary>Whether the result is printed as JSON.</summary>
    protected bool IsJson(ParseResult parse) => parse.GetValue(_json);

    /// <summary>Runs the task.</summary>
    /// <returns>The snapshot, or <see langword="null"/> where there was nothing to do.</returns>
    protected abstract Snapshot? RunTask(ParseResult parse, IProgress<RunEvent> events);

    /// <summary>What was done, as one line.</summary>
    protected abstract string Summarize(ParseResult parse, Snapshot snapshot);
}
