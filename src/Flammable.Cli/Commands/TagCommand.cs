using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam tag</c>: gives tags to a snapshot and takes them away.</summary>
internal sealed class TagCommand : SessionCommand
{
    private readonly Argument<string> _id = TaskArguments.Id();
    private readonly Argument<string[]> _tags = Positional.Create<string[]>("TAG", "Tags to give to the snapshot.", ArgumentArity.ZeroOrMore);
    private readonly Option<string[]> _removed = new("--remove") { Description = "A tag to take from the snapshot; may be given several times.", HelpName = "tag" };
    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<bool> _json = JsonOption.Create();

    public TagCommand(Session session)
        : base("tag", "Gives tags to a snapshot, and takes them away.", session)
    {
        Arguments.Add(_id);
        Arguments.Add(_tags);
        Options.Add(_removed);
        Options.Add(_experiment);
        Options.Add(_json);
        Validators.Add(result =>
        {
            if ((result.GetValue(_tags) ?? []).Length + (result.GetValue(_removed) ?? []).Length == 0)
            {
                result.AddError("Give a tag, or one to take away with --remove.");
            }
        });
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        Snapshot snapshot = library.GetSnapshot(parse.GetRequiredValue(_id), parse.GetValue(_experiment));
        Snapshot tagged = Tag(library, snapshot, parse);
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(SnapshotJson.ToJson(tagged));
        }
        else
        {
            string tags = tagged.Tags.Count == 0 ? "no tags" : string.Join(", ", tagged.Tags);
            Session.Terminal.Output.WriteLine($"{tagged} has {tags}");
        }

        return ExitCode.Done;
    }

    private Snapshot Tag(Library library, Snapshot snapshot, ParseResult parse)
    {
        try
        {
            return library.Update(
                new UpdateRequest { Snapshot = snapshot, Tags = parse.GetValue(_tags) ?? [], RemovedTags = parse.GetValue(_removed) ?? [] },
                events: null,
                Session.Cancellation)!;
        }
        catch (ArgumentException error)
        {
            throw new UsageException(error.Message, "Give a text without '/', ':', '*' and '?' that is not 'last' or 'best'.");
        }
    }
}
