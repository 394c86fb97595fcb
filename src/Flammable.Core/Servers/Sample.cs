namespace Flammable.Servers;

/// <summary>One sample of a file.</summary>
/// <param name="Name">Where it stands, as <c>line 7</c>.</param>
/// <param name="Content">A line of JSON, or a row of CSV, in UTF-8.</param>
internal readonly record struct Sample(string Name, ReadOnlyMemory<byte> Content);
