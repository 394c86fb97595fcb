using Flammable.Snapshots;

namespace Flammable.Tests.Checkpoints;

/// <summary>All that a training has produced, but for times and names, as text that can be compared bit by bit.</summary>
internal static class TrainedResult
{
    public static string Of(Library library, Snapshot snapshot) => string.Join(
        '\n',
        library.GetMetrics(snapshot).Select(point =>
                $"{point.Split} {point.Series} {BitConverter.DoubleToInt64Bits(point.Value):x} {point.Step} {point.Epoch}")
            .Concat(Summaries(snapshot.Train))
            .Concat(Summaries(snapshot.Validation))
            .Concat(snapshot.ModelFiles.Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(Path.Combine(snapshot.Path, file)))}"))
            .Concat(Directory.GetFileSystemEntries(snapshot.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)!)
            .Append(snapshot.Custom.ToJsonString())
            .Append($"{snapshot.Seed} {snapshot.State}"));

    private static IEnumerable<string> Summaries(IReadOnlyDictionary<string, SeriesSummary> series) => series.Select(one =>
        $"{one.Key} {one.Value.Count} {string.Join(' ', new[] { one.Value.Last, one.Value.Min, one.Value.Max, one.Value.Mean }.Select(BitConverter.DoubleToInt64Bits))}");
}
