using System.CommandLine;
using System.Globalization;
using Flammable.Serving;

namespace Flammable.Cli.Commands;

/// <summary>The options that say how a model is served.</summary>
internal sealed class ServingLimits
{
    private static readonly ServingOptions Defaults = new();

    private readonly Option<int?> _workers = Whole("--workers", $"How many samples are evaluated at the same time, each by a task of its own; {Defaults.Workers} by default.", 1024);
    private readonly Option<int?> _queueLength = Whole("--queue-length", $"How many samples may wait; beyond that clients are told 503. {Defaults.QueueLength} by default.", 1_000_000);
    private readonly Option<int?> _batchSize = Whole("--batch-size", $"How many samples go into one batch at most, where the task evaluates batches; {Defaults.MaxBatchSize} by default.", 1_000_000);
    private readonly Option<double?> _timeout = Number(
        "--timeout", $"How long an answer may take; a worker that hangs longer is replaced. {Defaults.Timeout.TotalSeconds} by default.", "seconds", 0.001, 86_400);

    private readonly Option<double?> _batchWait = Number(
        "--batch-wait", $"How long a batch waits for more samples after its first; {Defaults.MaxBatchWait.TotalMilliseconds} by default.", "milliseconds", 0, 60_000);

    private readonly Option<string?> _maxRequestSize = new("--max-request-size")
    {
        Description = "How long the body of a request, or a line of it, may be: bytes, or with a unit such as 500KB; 10MB by default.",
        HelpName = "size",
    };

    public void AddTo(Command command)
    {
        _queueLength.Aliases.Add("--queue");
        _maxRequestSize.Validators.Add(result =>
        {
            if (SizeText.Parse(result.Tokens[0].Value) is not (> 0 and <= int.MaxValue))
            {
                result.AddError("--max-request-size takes a number of bytes up to 2GB, such as 500000, 500KB or 20MB.");
            }
        });
        foreach (Option option in new Option[] { _workers, _queueLength, _timeout, _batchSize, _batchWait, _maxRequestSize })
        {
            command.Options.Add(option);
        }
    }

    public ServingOptions Serving(ParseResult parse) => new()
    {
        Workers = parse.GetValue(_workers) ?? Defaults.Workers,
        QueueLength = parse.GetValue(_queueLength) ?? Defaults.QueueLength,
        MaxBatchSize = parse.GetValue(_batchSize) ?? Defaults.MaxBatchSize,
        Timeout = parse.GetValue(_timeout) is double seconds ? TimeSpan.FromSeconds(seconds) : Defaults.Timeout,
        MaxBatchWait = parse.GetValue(_batchWait) is double milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Defaults.MaxBatchWait,
    };

    /// <summary>In bytes; <see langword="null"/> for the default.</summary>
    public long? MaxRequestSize(ParseResult parse) => parse.GetValue(_maxRequestSize) is string size ? SizeText.Parse(size) : null;

    private static Option<int?> Whole(string name, string description, int greatest)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "number" };
        option.Validators.Add(result =>
        {
            if (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1 || number > greatest)
            {
                result.AddError($"{name} takes a whole number from 1 to {greatest}.");
            }
        });
        return option;
    }

    private static Option<double?> Number(string name, string description, string unit, double least, double greatest)
    {
        var option = new Option<double?>(name)
        {
            Description = description,
            HelpName = unit,
            CustomParser = result => Parse(result.Tokens[0].Value),
        };
        option.Validators.Add(result =>
        {
            if (!(Parse(result.Tokens[0].Value) is double number && number >= least && number <= greatest))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes {unit} from {least} to {greatest}."));
            }
        });
        return option;
    }

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
