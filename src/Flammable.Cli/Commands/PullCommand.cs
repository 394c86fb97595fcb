using System.CommandLine;
using Flammable.Cli.Running;
using Flammable.Execution;
using Flammable.Transfer;

namespace Flammable.Cli.Commands;

/// <summary><c>flam pull</c>: copies snapshots of another library or a git repository into the library.</summary>
internal sealed class PullCommand : CopyCommand
{
    private readonly Argument<string[]> _ids = Positional.Create<string[]>(
        "ID",
        "What to copy, each an id, a name, the beginning of either, 'last', or a pattern with * and ?; 'experiment/' may stand before it. All by default.",
        ArgumentArity.ZeroOrMore);

    public PullCommand(Session session)
        : base(
            "pull",
            "Copies snapshots with their code from another library, or from a git repository that they were pushed to.",
            new Option<string>("--from") { Description = "A library's folder, or a git repository's folder or address.", HelpName = "place", Required = true },
            session) =>
        Arguments.Add(_ids);

    protected override IEnumerable<CopiedSnapshot> Copy(ParseResult parse, string place, CopyOptions options, IProgress<RunEvent> events) =>
        OpenLibrary(parse).Pull(place, parse.GetValue(_ids) ?? [], options, events, Session.Cancellation);
}
