using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Exporting;

/// <summary>The snapshots under the names of <c>snapshot.json</c>, each with its points in <c>series</c>, as one array.</summary>
internal sealed class JsonExport : IExportWriter
{
    private const int FlushAt = 1 << 16;
    private readonly Utf8JsonWriter _writer;

    public JsonExport(Stream file)
    {
        _writer = new Utf8JsonWriter(file);
        _writer.WriteStartArray();
    }

    public void Write(Snapshot snapshot, IEnumerable<SeriesPoint> points)
    {
        _writer.WriteStartObject();
        foreach ((string name, JsonNode? value) in SnapshotJson.ToJson(snapshot))
        {
            _writer.WritePropertyName(name);
            WriteValue(value);
        }

        _writer.WriteStartArray("series");
        foreach (SeriesPoint point in points)
        {
            _writer.WriteStartObject();
            MetricJson.WriteMembers(_writer, point);
            _writer.WriteEndObject();
            if (_writer.BytesPending > FlushAt)
            {
                _writer.Flush();
            }
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    public void Dispose()
    {
        // An export that failed in the middle of an object is thrown away.
        if (_writer.CurrentDepth == 1)
        {
            _writer.WriteEndArray();
        }

        _writer.Dispose();
    }

    private void WriteValue(JsonNode? value)
    {
        if (value is null)
        {
            _writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(_writer);
        }
    }
}
