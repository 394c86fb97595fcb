using System.Globalization;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Exporting;

/// <summary>The points of all snapshots as a table: https://www.rfc-editor.org/rfc/rfc4180, with line feeds.</summary>
internal sealed class CsvExport : IExportWriter
{
    private const string Header = "experiment,snapshot,split,series,step,epoch,value,time";
    private readonly StreamWriter _writer;

    public CsvExport(Stream file)
    {
        _writer = new StreamWriter(file, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        _writer.WriteLine(Header);
    }

    public void Write(Snapshot snapshot, IEnumerable<SeriesPoint> points)
    {
        string key = $"{Quoted(snapshot.Experiment)},{Quoted(snapshot.Id)}";
        foreach (SeriesPoint point in points)
        {
            _writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{key},{MetricSplitName.Of(point.Split)},{Quoted(point.Series)},{point.Step},{point.Epoch},{Number(point.Value)},{point.Time.UtcDateTime:O}"));
        }
    }

    public void Dispose() => _writer.Dispose();

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : JsonNumber.Name(value);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
