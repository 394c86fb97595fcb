using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Execution;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Processes;

/// <summary>Does what the lines of a program's report say. A line that says nothing is told and left out: it ends no run.</summary>
/// <param name="verb">What the program does.</param>
/// <param name="snapshot">Where metrics, models and notes go.</param>
/// <param name="run">Where progress goes.</param>
/// <param name="modelFolder">The full path of the folder that the program saves models in.</param>
/// <param name="log">Where complaints go; <see langword="null"/> in direct use.</param>
internal sealed class RunReport(TaskVerb verb, TaskSnapshot snapshot, TaskRun run, string modelFolder, RunLog? log)
{
    private const int ToldComplaints = 10;
    private const int ShownText = 80;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private int _lineNumber;
    private int _complaints;

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="isTooLong">Whether the line was longer than can be read.</param>
    public void Take(string line, bool isTooLong = false)
    {
        _lineNumber++;
        if (line.Length == 0 && !isTooLong)
        {
            return;
        }

        try
        {
            Do(isTooLong ? throw new FormatException("it is longer than 1 MB") : Parse(line));
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException)
        {
            Complain(error.Message, line);
        }
    }

    /// <summary>Tells how many complaints there were beside those that were told.</summary>
    public void End()
    {
        if (_complaints > ToldComplaints)
        {
            Warn($"The report has {_complaints - ToldComplaints} more lines that were left out.");
        }
    }

    private static JsonObject Parse(string line)
    {
        try
        {
            bool isPython = line.Contains("NaN", StringComparison.Ordinal) || line.Contains("Infinity", StringComparison.Ordinal);
            return JsonNode.Parse(isPython ? PythonJson.QuoteNonFinite(line) : line, null, Strict) as JsonObject
                ?? throw new FormatException("it is not a JSON object");
        }
        catch (JsonException)
        {
            throw new FormatException("it is not JSON");
        }
    }

    private void Do(JsonObject line)
    {
        bool isKnown = false;
        foreach ((string member, JsonNode? value) in line)
        {
            Action? action = member switch
            {
                "metric" => () => Append(Text(value, member), line["value"], line),
                "metrics" => () => AppendAll(Members(value, member), line),
                "progress" => () => Progress(value, line),
                "checkpoint" => () => TakeCheckpoint(FileIn(modelFolder, Text(value, member))),
                "model" => () => snapshot.AdoptModel(FileIn(modelFolder, Text(value, member))),
                "custom" => () => Note(Members(value, member)),
                "warning" => () => Warn(Text(value, member)),
                _ => null,
            };
            action?.Invoke();
            isKnown |= action is not null;
        }

        if (!isKnown)
        {
            throw new FormatException("it has none of 'metric', 'metrics', 'progress', 'model', 'checkpoint', 'custom', 'warning'");
        }
    }

    private void AppendAll(JsonObject values, JsonObject line)
    {
        foreach ((string name, JsonNode? value) in values)
        {
            Append(name, value, line);
        }
    }

    private void Append(string name, JsonNode? value, JsonObject line)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new FormatException("a metric has no name");
        }

        double number = Number(value)
            ?? throw new FormatException($"the value of '{name}' is not a number");
        SplitOf(line)?.Append(name, number, Whole(line["epoch"], "epoch"));
    }

    // An evaluation stores nothing.
    private SeriesLog? SplitOf(JsonObject line)
    {
        MetricSplit split = line["split"] is { } given
            ? MetricSplitName.Parse(Text(given, "split")) ?? throw new FormatException("its 'split' is none of 'train', 'val', 'test'")
            : verb == TaskVerb.Test ? MetricSplit.Test : MetricSplit.Train;
        return verb == TaskVerb.Eval ? null : split switch
        {
            MetricSplit.Train => snapshot.Train,
            MetricSplit.Validation => snapshot.Validation,
            _ => snapshot.Test,
        };
    }

    private void Progress(JsonNode? done, JsonObject line)
    {
        var position = new ProgressPosition(
            Whole(done, "progress") ?? 0, Whole(line["total"], "total") is > 0 and int total ? total : null)
        {
            Epoch = Whole(line["epoch"], "epoch"),
            Epochs = Whole(line["epochs"], "epochs"),
            Iteration = Whole(line["iteration"], "iteration"),
            Iterations = Whole(line["iterations"], "iterations"),
        };
        string status = line["status"] is { } given ? Text(given, "status") : "";
        if (!snapshot.IsEnding)
        {
            run.Progress(position, status);
        }
    }

    // The file is gone when the checkpoint is saved, so that a program can tell, and use the name again.
    private void TakeCheckpoint(string path)
    {
        run.SaveLastCheckpoint(stream =>
        {
            using FileStream state = File.OpenRead(path);
            state.CopyTo(stream);
        });
        File.Delete(path);
    }

    private void Note(JsonObject notes)
    {
        foreach ((string name, JsonNode? value) in notes)
        {
            snapshot.Custom[name] = value?.DeepClone();
        }
    }

    private static string FileIn(string folder, string name)
    {
        try
        {
            ModelFileName.Check(name);
        }
        catch (ArgumentException)
        {
            throw new FormatException($"'{name}' is no file name that can be used");
        }

        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new FormatException($"the file '{name}' is not in the snapshot's folder");
    }

    private static double? Number(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => JsonNumber.Read(value),
        JsonValueKind.String when value.GetValue<string>() is "NaN" or "Infinity" or "-Infinity" => JsonNumber.Read(value),
        _ => null,
    };

    private static int? Whole(JsonNode? value, string member) =>
        value is null ? null
            : Number(value) is { } number && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue ? (int)number
            : throw new FormatException($"its '{member}' is not a whole number");

    private static string Text(JsonNode? value, string member) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw new FormatException($"its '{member}' is not a text");

    private static JsonObject Members(JsonNode? value, string member) =>
        value as JsonObject ?? throw new FormatException($"its '{member}' is not an object");

    private void Complain(string why, string line)
    {
        if (++_complaints <= ToldComplaints)
        {
            Warn($"Line {_lineNumber} of the report is left out: {why}: {ProgramText.Clean(line, ShownText)}");
        }
    }

    private void Warn(string text)
    {
        string message = ProgramText.Clean(text);
        if (log is not null)
        {
            log.Warn(message);
        }
        else
        {
            System.Diagnostics.Trace.TraceWarning(message);
        }
    }
}
