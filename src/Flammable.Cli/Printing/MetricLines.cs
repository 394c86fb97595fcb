using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flammable.Cli.Running;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Cli.Printing;

/// <summary>
/// Values of series, one a line, each printed as soon as it is read: there may be millions. What has no fixed width, the
/// series' name, stands last.
/// </summary>
internal static class MetricLines
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints a table.</summary>
    public static void Print(IEnumerable<SeriesPoint> points, Terminal terminal)
    {
        bool isEmpty = true;
        foreach (SeriesPoint point in points)
        {
            if (isEmpty)
            {
                terminal.Output.WriteLine(Line("Split", "Step", "Epoch", "Value", "When", "Series"));
                isEmpty = false;
            }

            terminal.Output.WriteLine(Line(
                MetricSplitName.Of(point.Split),
                point.Step.ToString(CultureInfo.InvariantCulture),
                point.Epoch?.ToString(CultureInfo.InvariantCulture) ?? "",
                point.Value.ToString("G6", CultureInfo.InvariantCulture),
                SnapshotText.Time(point.Time),
                SnapshotText.OneLine(point.Series)));
        }

        if (isEmpty)
        {
            terminal.Error.WriteLine("No metrics.");
        }
    }

    /// <summary>Prints a line of JSON for each value.</summary>
    public static void PrintJson(Snapshot snapshot, IEnumerable<SeriesPoint> points)
    {
        using Stream output = Console.OpenStandardOutput();
        using var line = new MemoryStream();
        using var writer = new Utf8JsonWriter(line, OneLine);
        foreach (SeriesPoint point in points)
        {
            writer.Reset();
            MetricJson.Write(writer, snapshot, point);
            writer.Flush();
            line.WriteByte((byte)'\n');
            output.Write(line.GetBuffer(), 0, (int)line.Length);
            line.SetLength(0);
        }
    }

    private static string Line(string split, string step, string epoch, string value, string time, string series) =>
        $"{split,-5}  {step,8}  {epoch,6}  {value,13}  {time,-19}  {series}";
}
