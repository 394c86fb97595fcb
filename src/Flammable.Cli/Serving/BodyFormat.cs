namespace Flammable.Cli.Serving;

/// <summary>How the samples of a request are written.</summary>
internal enum BodyFormat
{
    /// <summary>In no way that is known.</summary>
    Unknown,

    /// <summary>One JSON value.</summary>
    Json,

    /// <summary>A JSON value a line.</summary>
    JsonLines,

    /// <summary>Comma-separated values. See RFC 4180.</summary>
    Csv,

    /// <summary>Comma-separated values whose first line names the columns.</summary>
    CsvWithHeader,
}
