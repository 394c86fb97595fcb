using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Comparing;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam diff</c>: shows in what snapshots differ from another.</summary>
internal sealed class DiffCommand : SessionCommand
{
    private readonly Argument<string> _reference = Positional.Required("A", $"The snapshot to compare with: {TaskArguments.IdDescription}");
    private readonly Argument<string[]> _differences = Positional.Create<string[]>("B", "The snapshots to compare with it, named as A is.", ArgumentArity.OneOrMore);
    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<bool> _code = new("--code") { Description = "Compare the code; alone, print it as a patch." };
    private readonly Option<bool> _metric = new("--metric") { Description = "Compare the metrics." };
    private readonly Option<bool> _parameter = new("--parameter") { Description = "Compare the hyperparameters." };
    private readonly Option<bool> _environment = new("--environment") { Description = "Compare what the runs had around them." };
    private readonly Option<bool> _json = JsonOption.Create("Print JSON: an array with an object for each comparison.");

    public DiffCommand(Session session)
        : base("diff", "Shows in what snapshots differ from another.", session)
    {
        Arguments.Add(_reference);
        Arguments.Add(_differences);
        Options.Add(_experiment);
        Options.Add(_parameter);
        Options.Add(_metric);
        Options.Add(_environment);
        Options.Add(_code);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        Snapshot Find(string id) => library.GetSnapshot(id, parse.GetValue(_experiment));
        Snapshot reference = Find(parse.GetRequiredValue(_reference));
        Snapshot[] differences = [.. parse.GetRequiredValue(_differences).Select(Find)];
        ComparedParts parts = Parts(parse);
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(differences.Select(one => ComparisonJson.ToJson(library.Compare(reference, one, parts))));
            return ExitCode.Done;
        }

        // Alone, the patch is all that is printed: other programs take it as it is.
        bool isPatch = parts == ComparedParts.Code && differences.Length == 1;
        foreach (Snapshot difference in differences)
        {
            Session.Cancellation.ThrowIfCancellationRequested();
            if (!ReferenceEquals(difference, differences[0]))
            {
                Session.Terminal.Output.WriteLine();
            }

            new ComparisonView(Session.Terminal, isPatch).Print(reference, difference, part => library.Compare(reference, difference, part & parts));
        }

        return ExitCode.Done;
    }

    private ComparedParts Parts(ParseResult parse)
    {
        ComparedParts asked =
            (parse.GetValue(_parameter) ? ComparedParts.Parameter : 0)
            | (parse.GetValue(_metric) ? ComparedParts.Metric : 0)
            | (parse.GetValue(_environment) ? ComparedParts.Environment : 0)
            | (parse.GetValue(_code) ? ComparedParts.Code : 0);
        return asked == ComparedParts.None ? ComparedParts.All : asked;
    }
}
