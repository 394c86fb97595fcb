using System.Buffers;
using System.Text.Json;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Exporting;

/// <summary>The points of all snapshots, a line of JSON each: https://jsonlines.org.</summary>
internal sealed class JsonLinesExport : IExportWriter
{
    private const int FlushAt = 1 << 16;
    private readonly Stream _file;
    private readonly ArrayBufferWriter<byte> _lines = new(FlushAt * 2);
    private readonly Utf8JsonWriter _writer;

    public JsonLinesExport(Stream file)
    {
        _file = file;
        _writer = new Utf8JsonWriter(_lines);
    }

    public void Write(Snapshot snapshot, IEnumerable<SeriesPoint> points)
    {
        foreach (SeriesPoint point in points)
        {
            _writer.Reset();
            MetricJson.Write(_writer, snapshot, point);
            _writer.Flush();
            _lines.Write("\n"u8);
            if (_lines.WrittenCount > FlushAt)
            {
                Flush();
            }
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        Flush();
    }

    private void Flush()
    {
        _file.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }
}
