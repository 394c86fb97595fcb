using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Experiments;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam rm</c>: moves snapshots, or a whole experiment, to the library's trash.</summary>
internal sealed class RemoveCommand : SessionCommand
{
    private readonly Argument<string[]> _ids = Positional.Create<string[]>(
        "ID", "Ids, names, the beginnings of either; 'experiment/' may stand before each.", ArgumentArity.ZeroOrMore);

    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<string?> _whole = new("--whole-experiment") { Description = "Remove this experiment with all its snapshots.", HelpName = "name" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be removed, and how many bytes; remove nothing." };
    private readonly Option<bool> _json = JsonOption.Create("Print the removals as JSON.");

    public RemoveCommand(Session session)
        : base("rm", "Moves snapshots, or a whole experiment, to the trash; 'flam undo' brings them back.", session)
    {
        Arguments.Add(_ids);
        Options.Add(_experiment);
        Options.Add(_whole);
        Options.Add(_dryRun);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        string[] ids = parse.GetValue(_ids) ?? [];
        string? whole = parse.GetValue(_whole);
        if ((ids.Length > 0) == (whole is not null))
        {
            throw new UsageException(
                whole is null ? "There is nothing to remove." : "Ids and --whole-experiment exclude each other.",
                "Give the ids of snapshots, or --whole-experiment <name>.");
        }

        Library library = OpenLibrary(parse);
        (string Name, long Bytes, Func<Removal> Remove)[] plan = whole is not null
            ? [PlanExperiment(library, whole)]
            : [.. ids.Select(id => library.GetSnapshot(id, parse.GetValue(_experiment))).DistinctBy(found => found.Path).Select(found => Plan(library, found))];
        bool isDryRun = parse.GetValue(_dryRun);
        var removals = new List<Removal>();
        foreach ((string name, long bytes, Func<Removal> remove) in plan)
        {
            Session.Terminal.Error.WriteLine($"{(isDryRun ? "Would move" : "Moving")} {name} to the trash: {ByteSize.Text(bytes)}");
            if (!isDryRun)
            {
                removals.Add(remove());
            }
        }

        Print(removals, parse.GetValue(_json));
        return ExitCode.Done;
    }

    private (string Name, long Bytes, Func<Removal> Remove) Plan(Library library, Snapshot snapshot) =>
        (snapshot.ToString(), library.GetSize(snapshot), () => library.Remove(snapshot, Session.Cancellation));

    private (string Name, long Bytes, Func<Removal> Remove) PlanExperiment(Library library, string name)
    {
        Experiment experiment = ExactExperiment.Find(library, name);
        return ($"{name} ({experiment.SnapshotCount} snapshots)", library.GetSize(experiment), () => library.Remove(experiment, Session.Cancellation));
    }

    private void Print(List<Removal> removals, bool json)
    {
        if (json)
        {
            JsonOutput.Write(removals.Select(RemovalOutput.ToJson));
            return;
        }

        foreach (Removal removal in removals)
        {
            Session.Terminal.Output.WriteLine($"Removed {removal}; 'flam undo {removal.Id}' brings it back");
        }
    }
}
