using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Lifecycle;

namespace Flammable.Cli.Commands;

/// <summary><c>flam undo</c>: brings back what was removed.</summary>
internal sealed class UndoCommand : SessionCommand
{
    private readonly Argument<string?> _id = Positional.Optional(
        "ID", "The id or name of a removal or of the removed snapshot, or the removed experiment's name; the newest removal where it is left out.");

    private readonly Option<bool> _list = new("--list") { Description = "List what can be brought back, the newest removal first." };
    private readonly Option<bool> _json = JsonOption.Create("Print the removals as JSON.");

    public UndoCommand(Session session)
        : base("undo", "Brings back what 'flam rm' removed.", session)
    {
        Arguments.Add(_id);
        Options.Add(_list);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        bool json = parse.GetValue(_json);
        if (parse.GetValue(_list))
        {
            List(library.GetRemovals(), json);
            return ExitCode.Done;
        }

        Removal undone = library.Undo(library.GetRemoval(parse.GetValue(_id)), Session.Cancellation);
        if (json)
        {
            JsonOutput.Write(RemovalOutput.ToJson(undone));
        }
        else
        {
            Session.Terminal.Output.WriteLine($"Brought back {undone}");
        }

        return ExitCode.Done;
    }

    private void List(IReadOnlyList<Removal> removals, bool json)
    {
        if (json)
        {
            JsonOutput.Write(removals.Select(RemovalOutput.ToJson));
        }
        else
        {
            RemovalOutput.Print(removals, Session.Terminal);
        }
    }
}
