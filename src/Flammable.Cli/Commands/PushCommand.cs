using System.CommandLine;
using Flammable.Cli.Running;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Transfer;

namespace Flammable.Cli.Commands;

/// <summary><c>flam push</c>: copies snapshots to another library or a git repository.</summary>
internal sealed class PushCommand : CopyCommand
{
    private readonly Argument<string[]> _ids = Positional.Create<string[]>(
        "ID", $"What to copy, each as {TaskArguments.IdDescription}", ArgumentArity.ZeroOrMore);

    private readonly Option<bool> _all = new("--all") { Description = "Copy all snapshots of the library." };

    public PushCommand(Session session)
        : base(
            "push",
            "Copies snapshots with their code to another library or any git repository.",
            new Option<string>("--to") { Description = "A library's folder, or a git repository's folder or address.", HelpName = "place", Required = true },
            session)
    {
        Arguments.Add(_ids);
        Options.Add(_all);
        Validators.Add(result =>
        {
            if (result.GetValue(_all) == (result.GetValue(_ids) is { Length: > 0 }))
            {
                result.AddError("Give the ids of snapshots, or --all.");
            }
        });
    }

    protected override IEnumerable<CopiedSnapshot> Copy(ParseResult parse, string place, CopyOptions options, IProgress<RunEvent> events)
    {
        Library library = OpenLibrary(parse);
        IEnumerable<Snapshot> snapshots = parse.GetValue(_all)
            ? library.GetSnapshots(filter: null, options.Refused)
            : (parse.GetValue(_ids) ?? []).Select(id => library.GetSnapshot(id)).DistinctBy(snapshot => snapshot.Path).ToArray();
        return library.Push(snapshots, place, options, events, Session.Cancellation);
    }
}
