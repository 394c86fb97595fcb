namespace Flammable.Exporting;

/// <summary>What an export writes.</summary>
public enum ExportFormat
{
    /// <summary>A table of the points, with a header, as RFC 4180 has it.</summary>
    Csv,

    /// <summary>An array of the snapshots under the names of <c>snapshot.json</c>, each with its points in <c>series</c>.</summary>
    Json,

    /// <summary>A line of JSON for each point.</summary>
    JsonLines,
}
