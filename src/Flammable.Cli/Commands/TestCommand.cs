using System.CommandLine;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam test</c>: tests a trained snapshot and records the results in it.</summary>
internal sealed class TestCommand : RunCommand
{
    private readonly Argument<string?> _path = TaskArguments.Path();
    private readonly Option<bool> _ignore = TaskArguments.Ignore();
    private readonly Option<bool> _retest = new("--retest") { Description = "Test again a snapshot that was tested already." };
    private readonly Option<string?> _snapshot = TaskArguments.Snapshot();

    public TestCommand(Session session)
        : base("test", "Tests the last snapshot and records the results in it.", session)
    {
        Arguments.Add(_path);
        Options.Add(_ignore);
        Options.Add(_retest);
        Options.Add(_snapshot);
        Validators.Add(result => TaskArguments.Exclude(result, _path, _snapshot));
    }

    protected override Snapshot RunTask(ParseResult parse, IProgress<RunEvent> events)
    {
        Library library = OpenLibrary(parse);
        Snapshot? snapshot = parse.GetValue(_snapshot) is string id ? library.GetSnapshot(id) : null;
        var request = new TestRequest
        {
            Path = snapshot is null ? Session.ResolvePath(parse.GetValue(_path)) : null,
            Snapshot = snapshot,
            Ignore = parse.GetValue(_ignore),
            Retest = parse.GetValue(_retest),
        };
        return library.Test(request, events, Session.Cancellation);
    }

    protected override string Summarize(ParseResult parse, Snapshot snapshot) =>
        $"Tested {snapshot}{SnapshotText.Metrics(": ", snapshot.Test)}";
}
