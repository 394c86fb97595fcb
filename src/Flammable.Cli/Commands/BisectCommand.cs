using System.CommandLine;
using System.Globalization;
using Flammable.Bisecting;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam bisect</c>: finds the first commit that broke a metric.</summary>
internal sealed class BisectCommand : SessionCommand
{
    private readonly Argument<string?> _path = TaskArguments.Path();
    private readonly Option<string> _metric = new("--metric") { Description = "The metric's name.", HelpName = "name", Required = true };
    private readonly Option<double?> _below = Limit("--below", "A commit is bad where the metric is below this.");
    private readonly Option<double?> _above = Limit("--above", "A commit is bad where the metric is above this.");
    private readonly Option<string?> _good = new("--good")
    {
        Description = "A snapshot that is good; the newest before the bad one that is known to be good, where it is left out.",
        HelpName = "id",
    };

    private readonly Option<string?> _bad = new("--bad")
    {
        Description = "A later snapshot that is bad; the newest that is known to be bad, else the last one, where it is left out.",
        HelpName = "id",
    };

    private readonly Option<bool> _json = JsonOption.Create("Print JSON; everything else goes to standard error.");

    public BisectCommand(Session session)
        : base("bisect", "Finds the first commit between two snapshots that broke a metric; trains what is not recorded.", session)
    {
        Arguments.Add(_path);
        Options.Add(_metric);
        Options.Add(_below);
        Options.Add(_above);
        Options.Add(_good);
        Options.Add(_bad);
        Options.Add(_json);
        Validators.Add(result =>
        {
            TaskArguments.Exclude(result, _path, _good);
            TaskArguments.Exclude(result, _path, _bad);
            if (result.GetResult(_below) is null == result.GetResult(_above) is null)
            {
                result.AddError("Give one of --below and --above.");
            }
        });
    }

    protected override int Run(ParseResult parse)
    {
        Terminal terminal = Session.Terminal;
        Library library = OpenLibrary(parse);
        Regression regression;
        using (var reporter = new RunReporter(terminal, terminal.Error, parse.GetValue(Session.Options.Verbose)))
        {
            regression = library.FindRegression(Request(library, parse), reporter, Session.Cancellation);
        }

        if (parse.GetValue(_json))
        {
            JsonOutput.Write(RegressionJson.ToJson(regression));
        }
        else
        {
            RegressionView.Print(regression, terminal);
        }

        return regression.FirstBad is null ? ExitCode.TaskFailed : ExitCode.Done;
    }

    private RegressionRequest Request(Library library, ParseResult parse)
    {
        Snapshot? bad = parse.GetValue(_bad) is { } badId ? library.GetSnapshot(badId) : null;
        Snapshot? good = parse.GetValue(_good) is { } goodId ? library.GetSnapshot(goodId, bad?.Experiment) : null;
        return new RegressionRequest(parse.GetRequiredValue(_metric))
        {
            Below = parse.GetValue(_below),
            Above = parse.GetValue(_above),
            Good = good,
            Bad = bad,
            Path = good is null && bad is null ? Session.ResolvePath(parse.GetValue(_path)) : null,
        };
    }

    private static Option<double?> Limit(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit) && !double.IsNaN(limit))
            {
                return limit;
            }

            result.AddError($"{name} takes a number, such as 0.9.");
            return null;
        },
    };
}
