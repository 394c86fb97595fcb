using System.Text.Json;

namespace Flammable.Cli.Serving;

/// <summary>A line of a body.</summary>
/// <param name="Sample">The sample in it; of no meaning where there is a problem.</param>
/// <param name="Problem">What is wrong with it; <see langword="null"/> for nothing.</param>
internal readonly record struct JsonLine(JsonElement Sample, Problem? Problem);
