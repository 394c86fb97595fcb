using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>
/// Lines of a journal that wait for the file. A training may append a point each iteration: what repeats from line to line
/// is made once.
/// </summary>
internal sealed class JournalBuffer
{
    private const int MostHeads = 4096;
    private const int LongestHead = 1024;

    // The members after the series' name: a number has 24 digits and signs at most, the time 33.
    private const int LongestTail = 160;

    private readonly Dictionary<(MetricSplit Split, string Series), byte[]> _heads = [];
    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly byte[] _second = new byte["2026-11-22T06:05:52".Length];
    private byte[] _bytes = new byte[1 << 17];
    private long _secondTicks = -1;

    /// <summary>How many bytes wait.</summary>
    public int Count { get; private set; }

    /// <summary>The lines that wait.</summary>
    public ReadOnlySpan<byte> Waiting => _bytes.AsSpan(0, Count);

    /// <summary>Adds the line of a point.</summary>
    public void Add(SeriesPoint point)
    {
        byte[] head = Head(point.Split, point.Series);
        Reserve(head.Length + LongestTail);
        Put(head);
        Put(",\"value\":"u8);
        PutValue(point.Value);
        Put(",\"step\":"u8);
        Put(point.Step);
        if (point.Epoch is { } epoch)
        {
            Put(",\"epoch\":"u8);
            Put(epoch);
        }

        if (point.Run is { } run)
        {
            Put(",\"run\":"u8);
            Put(run);
        }

        Put(",\"time\":\""u8);
        PutTime(point.Time.UtcTicks);
        Put("+00:00\"}\n"u8);
    }

    /// <summary>Forgets the lines: they are in the file.</summary>
    public void Clear() => Count = 0;

    private byte[] Head(MetricSplit split, string series)
    {
        if (!_heads.TryGetValue((split, series), out byte[]? head))
        {
            head = NewHead(split, series);
            if (_heads.Count < MostHeads && head.Length <= LongestHead)
            {
                _heads.Add((split, series), head);
            }
        }

        return head;
    }

    private byte[] NewHead(MetricSplit split, string series)
    {
        _head.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_head);
        writer.WriteStartObject();
        writer.WriteString("split", MetricSplitName.Of(split));
        writer.WriteString("series", series);
        writer.Flush();
        return _head.WrittenSpan.ToArray();
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Count < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Count + count));
        }
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(Count));
        Count += text.Length;
    }

    private void Put<T>(T number, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        number.TryFormat(_bytes.AsSpan(Count), out int written, format, CultureInfo.InvariantCulture);
        Count += written;
    }

    private void PutValue(double value)
    {
        if (double.IsFinite(value))
        {
            Put(value);
        }
        else
        {
            Put("\""u8);
            Put(System.Text.Encoding.UTF8.GetBytes(JsonNumber.Name(value)));
            Put("\""u8);
        }
    }

    private void PutTime(long ticks)
    {
        long fraction = ticks % TimeSpan.TicksPerSecond;
        if (ticks - fraction != _secondTicks)
        {
            _secondTicks = ticks - fraction;
            new DateTime(_secondTicks, DateTimeKind.Utc).TryFormat(_second, out _, "s", CultureInfo.InvariantCulture);
        }

        Put(_second);
        Put("."u8);
        Put(fraction, "D7");
    }
}
