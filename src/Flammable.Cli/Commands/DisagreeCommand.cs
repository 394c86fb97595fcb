using System.CommandLine;
using System.Globalization;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Comparing;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam disagree</c>: shows which samples two past models answer differently.</summary>
internal sealed class DisagreeCommand : SessionCommand
{
    private readonly Argument<string> _reference = Positional.Required("A", $"The snapshot to compare with: {TaskArguments.IdDescription}");
    private readonly Argument<string> _difference = Positional.Required("B", "The snapshot to compare, named in the same way.");
    private readonly Argument<string> _input = Positional.Required("INPUT", "The file with the samples.");
    private readonly Option<string?> _tolerance = new("--tolerance")
    {
        Description = "How far a number of one may be from its counterpart; 0 where it is left out.",
        HelpName = "number",
    };

    private readonly Option<bool> _json = JsonOption.Create("Print JSON; everything else goes to standard error.");

    public DisagreeCommand(Session session)
        : base("disagree", "Shows which samples of a file two snapshots answer differently.", session)
    {
        _tolerance.Validators.Add(result =>
        {
            if (Parse(result.Tokens[0].Value) is not >= 0)
            {
                result.AddError("--tolerance takes a number from 0.");
            }
        });
        Arguments.Add(_reference);
        Arguments.Add(_difference);
        Arguments.Add(_input);
        Options.Add(_tolerance);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        string input = FullPath.Of(parse.GetRequiredValue(_input));
        if (!File.Exists(input))
        {
            throw new UsageException($"The input '{input}' is not a file.", "Give a file with samples as the third argument.");
        }

        Library library = OpenLibrary(parse);
        Snapshot reference = library.GetSnapshot(parse.GetRequiredValue(_reference));
        Snapshot difference = library.GetSnapshot(parse.GetRequiredValue(_difference));
        double tolerance = parse.GetValue(_tolerance) is string text ? Parse(text)!.Value : 0;
        PredictionComparison comparison;
        using (var reporter = new RunReporter(Session.Terminal, Session.Terminal.Error, parse.GetValue(Session.Options.Verbose)))
        using (PredictionSession session = library.OpenPredictions(reference, difference, reporter, Session.Cancellation))
        {
            comparison = session.Compare(input, tolerance, reporter, Session.Cancellation);
        }

        if (parse.GetValue(_json))
        {
            JsonOutput.Write(PredictionJson.ToJson(comparison, reference, difference, input));
        }
        else
        {
            PredictionTable.Print(comparison, reference, difference, Session.Terminal);
        }

        return ExitCode.Done;
    }

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
