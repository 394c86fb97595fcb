using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam train</c>: captures the code, makes a snapshot and trains it.</summary>
internal sealed class TrainCommand : RunCommand
{
    private const string Unchanged =
        "No changes detected. If you wish to train a new snapshot anyway, run with --force. If you wish to retrain the last snapshot, run with --retrain.";

    private readonly Argument<string?> _path = TaskArguments.Path();
    private readonly Option<string?> _message = new("--message", "-m") { Description = "What to say of the snapshot and of its commit." };
    private readonly Option<bool> _force = new("--force") { Description = "Train a new snapshot even when the code is unchanged." };
    private readonly Option<bool> _retrain = new("--retrain") { Description = "Reset the last snapshot and train it again when the code is unchanged." };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the last snapshot, interrupted or failed, from its last checkpoint." };
    private readonly Option<bool> _ignore = new("--ignore") { Description = "With --resume: go on although the code has changed since." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Try out one batch of training, validation and test; store nothing." };
    private readonly Option<int?> _seed = new("--seed") { Description = "The seed of all chance in the run, 0 or more; random where it is left out.", HelpName = "number" };
    private readonly Option<string?> _commitMode = CommitModeOption.Create("Where to put the commit: on the current branch, or detached under refs/flammable.");
    private readonly Option<string?> _taskName = new("--task-name") { Description = "The task's class, where the path holds several." };
    private readonly Option<string[]> _set = new("--set") { Description = "A hyperparameter's value to train with; may be given several times.", HelpName = "name=value" };
    private readonly Option<string?> _parameters = new("--parameters") { Description = "A JSON file with hyperparameters' values; those of --set win.", HelpName = "file" };
    private readonly Option<string[]> _allowFiles = TaskArguments.AllowFiles();

    public TrainCommand(Session session)
        : base("train", "Captures the code, makes a snapshot and trains it.", session)
    {
        Arguments.Add(_path);
        Options.Add(_message);
        Options.Add(_force);
        Options.Add(_retrain);
        Options.Add(_resume);
        Options.Add(_ignore);
        Options.Add(_dryRun);
        Options.Add(_seed);
        Options.Add(_commitMode);
        Options.Add(_taskName);
        Options.Add(_set);
        Options.Add(_parameters);
        Options.Add(_allowFiles);
        _seed.Validators.Add(result =>
        {
            if (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"--seed takes a whole number from 0 to {int.MaxValue}.");
            }
        });
        Validators.Add(result =>
        {
            foreach (string setting in (result.GetValue(_set) ?? []).Where(setting => setting.IndexOf('=') <= 0))
            {
                result.AddError($"'{setting}' is not of the form name=value.");
            }

            Exclude(result, _force, _retrain);
            Exclude(result, _force, _resume);
            Exclude(result, _retrain, _resume);
            Exclude(result, _resume, _dryRun);
            Exclude(result, _resume, _set);
            Exclude(result, _resume, _seed);
            Exclude(result, _resume, _parameters);
            if (result.GetValue(_parameters) is "")
            {
                result.AddError("--parameters must not be empty.");
            }

            if (result.GetValue(_ignore) && !result.GetValue(_resume))
            {
                result.AddError("--ignore goes with --resume alone: a training takes the code as it is.");
            }
        });
    }

    protected override Snapshot? RunTask(ParseResult parse, IProgress<RunEvent> events)
    {
        var request = new TrainRequest(Session.ResolvePath(parse.GetValue(_path)))
        {
            TaskName = parse.GetValue(_taskName),
            Message = parse.GetValue(_message),
            Mode = parse.GetValue(_force) ? TrainMode.Force
                : parse.GetValue(_retrain) ? TrainMode.Retrain
                : parse.GetValue(_resume) ? TrainMode.Resume
                : TrainMode.WhenChanged,
            Ignore = parse.GetValue(_ignore),
            Seed = parse.GetValue(_seed),
            CommitMode = CommitModeOption.Parse(parse.GetValue(_commitMode)),
            Parameters = Settings(parse.GetValue(_parameters), parse.GetValue(_set) ?? []),
            AllowFiles = parse.GetValue(_allowFiles) ?? [],
            Caller = CommandLine.Caller(),
        };
        Library library = OpenLibrary(parse);
        if (parse.GetValue(_dryRun))
        {
            string task = library.DryRun(request, events, Session.Cancellation);
            Session.Terminal.Error.WriteLine($"The dry run of {task} went well; nothing was stored.");
            return null;
        }

        Snapshot? snapshot = library.Train(request, events, Session.Cancellation);
        if (snapshot is null)
        {
            events.Report(new WarningEvent(Unchanged));
        }

        return snapshot;
    }

    protected override string Summarize(ParseResult parse, Snapshot snapshot) =>
        $"Trained {snapshot}{SnapshotText.Metrics(": ", snapshot.Train)}";

    private static void Exclude(CommandResult result, Option first, Option second)
    {
        if (IsGiven(first) && IsGiven(second))
        {
            result.AddError($"{first.Name} and {second.Name} exclude each other.");
        }

        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
    }

    // The last one of a name counts, as it does for other options.
    private static Dictionary<string, object?> Settings(string? file, IEnumerable<string> settings)
    {
        var values = new Dictionary<string, object?>(file is null ? [] : ParameterFile.Read(FullPath.Of(file)), StringComparer.OrdinalIgnoreCase);
        foreach (string setting in settings)
        {
            int end = setting.IndexOf('=');
            values[setting[..end].Trim()] = setting[(end + 1)..].Trim();
        }

        return values;
    }
}
