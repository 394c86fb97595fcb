using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Running;
using Flammable.Exporting;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam export</c>: writes snapshots with their metrics to one file.</summary>
internal sealed class ExportCommand : SessionCommand
{
    private readonly Argument<string[]> _ids = Positional.Create<string[]>(
        "ID", $"What to write, each as {TaskArguments.IdDescription}", ArgumentArity.OneOrMore);

    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<string> _out = new("--out") { Description = "The file to write.", HelpName = "file", Required = true };
    private readonly Option<string?> _format = new("--format") { Description = "What to write; by default what the file's extension says." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file where it exists." };

    public ExportCommand(Session session)
        : base("export", "Writes snapshots with their metrics to one file.", session)
    {
        _format.AcceptOnlyFromAmong("csv", "json", "jsonl");
        Arguments.Add(_ids);
        Options.Add(_experiment);
        Options.Add(_out);
        Options.Add(_format);
        Options.Add(_force);
    }

    protected override int Run(ParseResult parse)
    {
        string path = ExportFile.Check(parse.GetRequiredValue(_out), parse.GetValue(_force));
        ExportFormat format = ExportFile.Format(path, parse.GetValue(_format));
        Library library = OpenLibrary(parse);
        Snapshot[] snapshots =
        [
            .. parse.GetRequiredValue(_ids)
                .Select(id => library.GetSnapshot(id, parse.GetValue(_experiment)))
                .DistinctBy(snapshot => snapshot.Path),
        ];
        library.Export(snapshots, path, format, parse.GetValue(_force), Session.Cancellation);
        Session.Terminal.Output.WriteLine($"Wrote '{path}' with {string.Join(", ", snapshots.Select(snapshot => snapshot.ToString()))}");
        return ExitCode.Done;
    }
}
