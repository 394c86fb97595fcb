using System.CommandLine;
using Flammable.Cli.Running;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam eval</c>: uses a trained snapshot on a file of samples.</summary>
internal sealed class EvalCommand : RunCommand
{
    private readonly Argument<string> _input = Positional.Required("IN", "The file with the samples.");
    private readonly Argument<string> _output = Positional.Required("OUT", "The file to write the predictions to; one that exists is replaced.");
    private readonly Option<string?> _path = TaskArguments.PathOption();
    private readonly Option<bool> _ignore = TaskArguments.Ignore();
    private readonly Option<string?> _snapshot = TaskArguments.Snapshot();

    public EvalCommand(Session session)
        : base("eval", "Uses the last snapshot on a file of samples.", session)
    {
        Arguments.Add(_input);
        Arguments.Add(_output);
        Options.Add(_path);
        Options.Add(_ignore);
        Options.Add(_snapshot);
        Validators.Add(result => TaskArguments.Exclude(result, _path, _snapshot));
    }

    protected override Snapshot RunTask(ParseResult parse, IProgress<RunEvent> events)
    {
        var files = EvalFiles.Check(parse.GetRequiredValue(_input), parse.GetRequiredValue(_output));
        Library library = OpenLibrary(parse);
        Snapshot? snapshot = parse.GetValue(_snapshot) is string id ? library.GetSnapshot(id) : null;
        var request = new EvalRequest
        {
            Path = snapshot is null ? Session.ResolvePath(parse.GetValue(_path)) : null,
            Snapshot = snapshot,
            Ignore = parse.GetValue(_ignore),
        };
        using EvalSession eval = library.OpenEval(request, events, Session.Cancellation);
        eval.Eval(files.Input, files.Output, events, Session.Cancellation);
        return eval.Snapshot;
    }

    protected override string Summarize(ParseResult parse, Snapshot snapshot) =>
        $"Wrote '{parse.GetRequiredValue(_output)}' with {snapshot}";
}
