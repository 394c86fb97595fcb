using System.CommandLine;
using Flammable.Cli.Running;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam amend</c>: commits the changes of the code onto the last snapshot, which keeps its results.</summary>
internal sealed class AmendCommand : RunCommand
{
    private readonly Argument<string?> _path = TaskArguments.Path();
    private readonly Option<string?> _message = new("--message", "-m") { Description = "What to say of the snapshot from now on, and of the commit." };
    private readonly Option<bool> _messageOnly = new("--message-only") { Description = "Leave the code as it is and change the message alone." };
    private readonly Option<string?> _snapshot = new("--snapshot")
    {
        Description = $"With --message-only, another snapshot than the last one: {TaskArguments.IdDescription}",
        HelpName = "id",
    };

    private readonly Option<string?> _commitMode = CommitModeOption.Create("Where to put the commit: on the current branch, or detached under refs/flammable.");
    private readonly Option<string?> _taskName = new("--task-name") { Description = "The task's class, where it is called otherwise than in the snapshot." };
    private readonly Option<string[]> _allowFiles = TaskArguments.AllowFiles();

    public AmendCommand(Session session)
        : base("amend", "Commits the changes of the code onto the last snapshot, which keeps its results.", session)
    {
        Arguments.Add(_path);
        Options.Add(_message);
        Options.Add(_messageOnly);
        Options.Add(_snapshot);
        Options.Add(_commitMode);
        Options.Add(_taskName);
        Options.Add(_allowFiles);
        Validators.Add(result =>
        {
            TaskArguments.Exclude(result, _path, _snapshot);
            if (result.GetValue(_messageOnly) && result.GetValue(_message) is null)
            {
                result.AddError("--message-only needs --message.");
            }

            if (result.GetValue(_snapshot) is not null && !result.GetValue(_messageOnly))
            {
                result.AddError("--snapshot goes with --message-only: code is committed onto the last snapshot alone.");
            }
        });
    }

    protected override Snapshot? RunTask(ParseResult parse, IProgress<RunEvent> events)
    {
        Library library = OpenLibrary(parse);
        Snapshot? snapshot = parse.GetValue(_snapshot) is string id ? library.GetSnapshot(id) : null;
        var request = new UpdateRequest
        {
            Path = snapshot is null ? Session.ResolvePath(parse.GetValue(_path)) : null,
            Snapshot = snapshot,
            Message = parse.GetValue(_message),
            Amend = !parse.GetValue(_messageOnly),
            TaskName = parse.GetValue(_taskName),
            CommitMode = CommitModeOption.Parse(parse.GetValue(_commitMode)),
            AllowFiles = parse.GetValue(_allowFiles) ?? [],
        };
        return library.Update(request, events, Session.Cancellation);
    }

    protected override string Summarize(ParseResult parse, Snapshot snapshot) => parse.GetValue(_messageOnly)
        ? $"Changed the message of {snapshot}"
        : $"Amended {snapshot}: commit {snapshot.ShortCommit}";
}
