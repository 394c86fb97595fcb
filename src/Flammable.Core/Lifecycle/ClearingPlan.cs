namespace Flammable.Lifecycle;

/// <summary>What clearing a library would free: that and nothing else is freed with it.</summary>
public sealed class ClearingPlan
{
    internal ClearingPlan(IReadOnlyCollection<Waste> waste, IReadOnlyList<string> skipped)
    {
        Paths = waste.Select(one => one.Path).ToHashSet();
        Totals = Sum(waste);
        Skipped = skipped;
    }

    /// <summary>How much of each kind; a kind of which there is nothing is left out.</summary>
    public IReadOnlyList<Reclaimable> Totals { get; }

    /// <summary>The sum over all kinds, in bytes.</summary>
    public long Bytes => Totals.Sum(total => total.Bytes);

    /// <summary>What is left as it is, and why: one sentence each.</summary>
    public IReadOnlyList<string> Skipped { get; }

    internal IReadOnlySet<string> Paths { get; }

    internal static IReadOnlyList<Reclaimable> Sum(IEnumerable<Waste> waste) =>
        [.. waste
            .GroupBy(one => one.Kind)
            .OrderBy(group => group.Key)
            .Select(group => new Reclaimable(group.Key, group.Count(), group.Sum(one => one.Bytes)))];
}
