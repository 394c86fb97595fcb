using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Execution;
using Flammable.Servers;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam eval</c>: uses a trained snapshot, or a server, on a file of samples.</summary>
internal sealed class EvalCommand : RunCommand
{
    private readonly Argument<string> _input = Positional.Required(
        "IN", "The file with the samples. With --server: .json (an array), .jsonl, .ndjson or .csv; - for lines of JSON from standard input.");

    private readonly Argument<string> _output = Positional.Required(
        "OUT", "The file to write the predictions to; one that exists is replaced. With --server: .json for an array, else lines of JSON; - for standard output.");

    private readonly Option<string?> _path = TaskArguments.PathOption();
    private readonly Option<bool> _ignore = TaskArguments.Ignore();
    private readonly Option<string?> _snapshot = TaskArguments.Snapshot();
    private readonly Option<string?> _server = ServerArguments.Server();
    private readonly Option<bool> _header = new("--header") { Description = "With --server: the first line of the .csv file names the columns, and is no sample." };

    public EvalCommand(Session session)
        : base("eval", "Uses the last snapshot, or a server, on a file of samples.", session, "the snapshot, with --server the server,")
    {
        Arguments.Add(_input);
        Arguments.Add(_output);
        Options.Add(_path);
        Options.Add(_ignore);
        Options.Add(_snapshot);
        Options.Add(_server);
        Options.Add(_header);
        Validators.Add(result => TaskArguments.Exclude(result, _path, _snapshot));
        Validators.Add(result => TaskArguments.Exclude(result, _path, _server));
        Validators.Add(result =>
        {
            if (result.GetResult(_server) is { Implicit: false } && (result.GetResult(_snapshot) ?? result.GetResult(_ignore)) is { Implicit: false })
            {
                result.AddError("--server answers with the snapshot that it serves: leave out --snapshot and --ignore.");
            }

            if (result.GetValue(_header) && result.GetResult(_server) is null)
            {
                result.AddError("--header is for --server alone: without it, the task's EvalPath reads the file as it is.");
            }
        });
        SetAction(parse => parse.GetResult(_server) is null ? Run(parse) : EvalOnServer(parse));
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

    private int EvalOnServer(ParseResult parse)
    {
        string output = parse.GetRequiredValue(_output);
        if (output == EvalFiles.Stream && IsJson(parse))
        {
            throw new UsageException("--json and predictions on standard output exclude each other.", "Give a file to write the predictions to, or leave out --json.");
        }

        (SampleSource source, PredictionTarget target) = EvalFiles.OnServer(parse.GetRequiredValue(_input), output, parse.GetValue(_header));
        var directory = ServerDirectory.Open();
        ModelServer server = directory.GetServer(parse.GetValue(_server), Session.Cancellation);
        using ServerClient client = directory.OpenClient(server);
        long failures = 0;
        bool isFirstRefused = false;
        long samples = client.EvalFileAsync(source, target, Tell, Session.Cancellation).GetAwaiter().GetResult();
        if (IsJson(parse))
        {
            JsonOutput.Write(ServerOutput.ToJson(server));
        }
        else if (target.Path is not null)
        {
            Session.Terminal.Output.WriteLine($"Wrote '{output}' with the server {server}");
        }

        return failures == 0
            ? ExitCode.Done
            : new Failure(
                ExitCode.TaskFailed,
                $"{failures} of {samples} samples have no prediction; 'null' stands for each.",
                isFirstRefused && source.IsCsv && !parse.GetValue(_header) ? ["Where the first line names the columns, add --header."] : [])
                .Print(Session.Terminal.Error);

        void Tell(string sample, EvalOutcome outcome)
        {
            failures++;
            isFirstRefused |= sample == "line 1";
            Session.Terminal.Error.WriteLine($"{sample}: {outcome.Error}");
        }
    }
}
