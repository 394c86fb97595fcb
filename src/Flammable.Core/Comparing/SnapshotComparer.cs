using Flammable.Experiments;
using Flammable.Git;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Comparing;

/// <summary>Compares two snapshots, of one experiment or of two.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="reference">The snapshot that is compared with.</param>
/// <param name="difference">The snapshot that is compared.</param>
internal sealed class SnapshotComparer(ExperimentCatalog catalog, Snapshot reference, Snapshot difference)
{
    private readonly string _referenceName = reference.ToString();
    private readonly string _differenceName = difference.ToString();

    /// <summary>Compares the parts that are asked for.</summary>
    /// <exception cref="Errors.RepositoryException">The code is asked for, and a commit is missing.</exception>
    public SnapshotComparison Compare(ComparedParts parts) => new()
    {
        Reference = reference,
        Difference = difference,
        Parameters = parts.HasFlag(ComparedParts.Parameter) ? [.. Parameters()] : [],
        Metrics = parts.HasFlag(ComparedParts.Metric) ? [.. Metrics()] : [],
        Environment = parts.HasFlag(ComparedParts.Environment) ? [.. Environment()] : [],
        Code = parts.HasFlag(ComparedParts.Code) ? [.. Code()] : [],
    };

    private IEnumerable<ParameterDifference> Parameters() =>
        Names(reference.Parameters, difference.Parameters)
            .Where(name => reference.Parameters.ContainsKey(name) != difference.Parameters.ContainsKey(name)
                || !SameValue.Of(reference.Parameters[name], difference.Parameters[name]))
            .Select(name => new ParameterDifference
            {
                ReferenceSnapshot = _referenceName,
                Snapshot = _differenceName,
                Name = name,
                Reference = reference.Parameters.GetValueOrDefault(name),
                Difference = difference.Parameters.GetValueOrDefault(name),
            });

    private IEnumerable<MetricDifference> Metrics() =>
    [
        .. Metrics(MetricSplit.Train, reference.Train, difference.Train),
        .. Metrics(MetricSplit.Validation, reference.Validation, difference.Validation),
        .. Metrics(MetricSplit.Test, reference.Test, difference.Test),
    ];

    // NaN is the same as NaN here: the summaries are records.
    private IEnumerable<MetricDifference> Metrics(
        MetricSplit split, IReadOnlyDictionary<string, SeriesSummary> before, IReadOnlyDictionary<string, SeriesSummary> after) =>
        Names(before, after)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Select(name => new MetricDifference
            {
                ReferenceSnapshot = _referenceName,
                Snapshot = _differenceName,
                Split = split,
                Name = name,
                ReferenceSeries = before.GetValueOrDefault(name),
                DifferenceSeries = after.GetValueOrDefault(name),
            });

    private IEnumerable<EnvironmentDifference> Environment()
    {
        Dictionary<string, string> before = RunFacts.Of(reference);
        Dictionary<string, string> after = RunFacts.Of(difference);
        return before.Keys.Union(after.Keys)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Select(name => new EnvironmentDifference
            {
                ReferenceSnapshot = _referenceName,
                Snapshot = _differenceName,
                Name = name,
                Reference = before.GetValueOrDefault(name),
                Difference = after.GetValueOrDefault(name),
            });
    }

    private IEnumerable<CodeDifference> Code() => Files().Select(file => new CodeDifference
    {
        ReferenceSnapshot = _referenceName,
        Snapshot = _differenceName,
        Path = file.Path,
        OldPath = file.OldPath,
        Kind = file.Change,
        Added = file.Added,
        Removed = file.Removed,
        IsBinary = file.IsBinary,
        Patch = file.Patch,
    });

    private IReadOnlyList<FileDifference> Files()
    {
        (CodeBase before, CodeBase after) = (SnapshotCode.Of(reference), SnapshotCode.Of(difference));
        if (before == after)
        {
            return [];
        }

        using ExperimentRepository repository = SnapshotCode.Open(catalog, reference);
        if (reference.Experiment == difference.Experiment)
        {
            return repository.Compare(before, repository, after);
        }

        using ExperimentRepository other = SnapshotCode.Open(catalog, difference);
        return repository.Compare(before, other, after);
    }

    private static IEnumerable<string> Names<T>(IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after) =>
        before.Keys.Union(after.Keys).Order(StringComparer.OrdinalIgnoreCase);
}
