using System.Text.Json;
using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>Points under the names of the journal.</summary>
public static class MetricJson
{
    /// <summary>Writes a point as an object: <c>experiment</c> and <c>snapshot</c> (its id), then what the journal has.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="snapshot">The snapshot that the point belongs to.</param>
    /// <param name="point">The point.</param>
    public static void Write(Utf8JsonWriter writer, Snapshot snapshot, SeriesPoint point)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("experiment", snapshot.Experiment);
        writer.WriteString("snapshot", snapshot.Id);
        WriteMembers(writer, point);
        writer.WriteEndObject();
    }

    /// <summary>Writes what the journal has of a point, as members of an object that was begun.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, SeriesPoint point)
    {
        writer.WriteString("split", MetricSplitName.Of(point.Split));
        writer.WriteString("series", point.Series);
        if (double.IsFinite(point.Value))
        {
            writer.WriteNumber("value", point.Value);
        }
        else
        {
            writer.WriteString("value", JsonNumber.Name(point.Value));
        }

        writer.WriteNumber("step", point.Step);
        if (point.Epoch is { } epoch)
        {
            writer.WriteNumber("epoch", epoch);
        }

        writer.WriteString("time", point.Time);
    }
}
