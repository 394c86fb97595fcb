using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Experiments;

namespace Flammable.Cli.Commands;

/// <summary><c>flam status</c>: tells where a task's folder stands against its last snapshot.</summary>
internal sealed class StatusCommand : SessionCommand
{
    private readonly Argument<string?> _path = TaskArguments.Path();
    private readonly Option<bool> _json = JsonOption.Create();

    public StatusCommand(Session session)
        : base("status", "Shows the experiment, its last snapshot and the files changed since.", session)
    {
        Arguments.Add(_path);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        ExperimentStatus status = OpenLibrary(parse).GetStatus(Session.ResolvePath(parse.GetValue(_path)), Session.Cancellation);
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(StatusJson.ToJson(status));
        }
        else
        {
            StatusView.Print(status, Session.Terminal);
        }

        return ExitCode.Done;
    }
}
