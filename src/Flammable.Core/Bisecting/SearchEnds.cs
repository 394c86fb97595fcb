using System.Globalization;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Git;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Bisecting;

/// <summary>The snapshots between which a search runs.</summary>
/// <param name="Good">The earlier one, which is good.</param>
/// <param name="Bad">The later one, which is bad.</param>
/// <param name="Metric">The metric, in the part of the run where it is compared.</param>
internal sealed record SearchEnds(Snapshot Good, Snapshot Bad, ComparedMetric Metric)
{
    /// <summary>Takes the snapshots that the request names, and finds the others.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Which values are bad.</param>
    /// <param name="snapshots">All snapshots of the experiment, newest first; one at least.</param>
    /// <param name="history">The experiment's commits.</param>
    /// <exception cref="SnapshotNotFoundException">No snapshot has the metric.</exception>
    /// <exception cref="RegressionException">The two make no search.</exception>
    public static SearchEnds Find(RegressionRequest request, MetricLimit limit, IReadOnlyList<Snapshot> snapshots, CommitHistory history)
    {
        Snapshot[] trained = [.. snapshots.Where(snapshot => snapshot.State == SnapshotState.Trained)];
        HashSet<string> named = [.. new[] { request.Good?.Name, request.Bad?.Name }.OfType<string>()];
        ComparedMetric metric = ComparedMetric.Find(request.Metric, [.. trained.Where(snapshot => named.Contains(snapshot.Name))])
            ?? ComparedMetric.Find(request.Metric, trained)
            ?? throw new SnapshotNotFoundException(
                $"No trained snapshot of the experiment '{snapshots[0].Experiment}' has a value of the metric '{request.Metric}'.", request.Metric)
            {
                Metrics = [.. ComparedMetric.Names(trained)],
            };
        bool Is(Snapshot snapshot, bool bad) => metric.ValueOf(snapshot) is { } value && limit.IsBad(value) == bad;
        Snapshot bad = Named(request.Bad, snapshots) ?? trained.FirstOrDefault(snapshot => Is(snapshot, bad: true)) ?? snapshots[0];
        if (metric.ValueOf(bad) is { } known && bad.State == SnapshotState.Trained && !limit.IsBad(known))
        {
            throw request.Bad is not null ? Contradiction(bad, isBad: true, metric, known, limit) : new RegressionException(
                $"No trained snapshot of the experiment '{bad.Experiment}' has a value of '{metric.Name}' {limit}.", bad.Name, RegressionProblem.BadIsGood);
        }

        Snapshot good = Named(request.Good, snapshots) ?? Nearest(
            [.. trained.Where(snapshot => IsBefore(snapshot, bad) && Is(snapshot, bad: false) && IsComparable(snapshot, bad, bad))], bad, history)
            ?? throw new RegressionException(
                $"No snapshot before '{bad}' has a value of '{metric.Name}' that is not {limit}.", bad.Name, RegressionProblem.NoGood);
        return new SearchEnds(good, bad, metric);
    }

    /// <summary>Where the code is that a snapshot's results are of.</summary>
    public static CodeBase CodeOf(Snapshot snapshot) => new(snapshot.TrainedCommit ?? snapshot.Commit, snapshot.CodeFolder);

    /// <summary>Whether a snapshot was made before another one of its experiment.</summary>
    public static bool IsBefore(Snapshot snapshot, Snapshot other) => string.CompareOrdinal(snapshot.Name, other.Name) < 0;

    /// <summary>Whether a snapshot's results say something of its code: of the same task, with the values that the bad one was trained with.</summary>
    public bool IsComparable(Snapshot snapshot) => IsComparable(snapshot, Bad, Good);

    /// <summary>The error for a snapshot that is not what it is to be.</summary>
    /// <param name="end">The snapshot.</param>
    /// <param name="isBad">Whether it is to be the bad one.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="value">The value that it has.</param>
    /// <param name="limit">Which values are bad.</param>
    public static RegressionException Contradiction(Snapshot end, bool isBad, ComparedMetric metric, double value, MetricLimit limit) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The {(isBad ? "bad" : "good")} snapshot '{end}' has {metric.Name} {value:G4}, which is {(isBad ? "not " : "")}{limit}."),
        end.Name,
        isBad ? RegressionProblem.BadIsGood : RegressionProblem.GoodIsBad);

    private static bool IsComparable(Snapshot snapshot, Snapshot bad, Snapshot good) =>
        (snapshot.TaskName == bad.TaskName || snapshot.TaskName == good.TaskName)
        && snapshot.ChosenParameters.All(bad.ChosenParameters.Contains)
        && bad.ChosenParameters.Where(snapshot.Parameters.ContainsKey)
            .All(name => HyperparameterValue.IsSame(snapshot.Parameters[name], bad.Parameters.GetValueOrDefault(name)));

    private static Snapshot? Named(Snapshot? named, IReadOnlyList<Snapshot> snapshots) =>
        named is null ? null : snapshots.FirstOrDefault(snapshot => snapshot.Name == named.Name) ?? throw new SnapshotNotFoundException(
            $"The snapshot '{named}' is not in the library any more, or cannot be read.", named.Id);

    // The newest one of the bad one's own history: another branch may be in the way.
    private static Snapshot? Nearest(Snapshot[] good, Snapshot bad, CommitHistory history) =>
        good.FirstOrDefault(snapshot => history.Between(CodeOf(snapshot), CodeOf(bad)) is not null) ?? good.FirstOrDefault();
}
