using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Bisecting;

/// <summary>The way of a search for the commit that broke a metric: recorded results first, then training what is missing.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="events">Told of each step, and of what the runs tell.</param>
/// <param name="cancellation">Stops the search; what is found so far is kept for the next one.</param>
internal sealed class RegressionFlow(ExperimentCatalog catalog, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    private readonly SearchEvents? _events = events is null ? null : new SearchEvents(events);
    private readonly List<ExaminedCommit> _steps = [];

    /// <summary>Searches.</summary>
    /// <exception cref="RegressionException">The two snapshots make no search.</exception>
    /// <exception cref="SnapshotNotFoundException">No snapshot has the metric.</exception>
    public Regression Run(RegressionRequest request)
    {
        MetricLimit limit = MetricLimit.Of(request);
        string experiment = ExperimentOf(request);
        Snapshot[] snapshots = [.. ReadAll(experiment)];
        using CommitHistory history = CommitHistory.Open(catalog.RepositoryPath(experiment));
        SearchEnds ends = SearchEnds.Find(request, limit, snapshots, history);
        Candidates candidates = Candidates.Find(ends, snapshots, history);
        Snapshot[] trained =
        [
            .. new[] { ends.Good, ends.Bad }
                .Concat(snapshots.Where(ends.IsComparable))
                .Where(snapshot => snapshot.State == SnapshotState.Trained),
        ];
        var recorded = ByTree(trained.Where(snapshot => ends.Metric.ValueOf(snapshot) is not null), history);
        using var scratch = new ScratchResults(catalog, history, ends, ByTree(trained, history), _events, cancellation);
        var examination = new Examination(ends.Metric, limit, recorded, scratch);
        (ExaminedCommit good, ExaminedCommit[] suspects) = Search(ends, candidates, examination);
        scratch.Shrink();
        return new Regression
        {
            Experiment = experiment,
            Metric = ends.Metric.Name,
            Split = ends.Metric.Split,
            Below = limit.Below,
            Above = limit.Above,
            LastGood = good,
            Suspects = suspects,
            Steps = _steps,
        };
    }

    private string ExperimentOf(RegressionRequest request)
    {
        if (request.Good is { } good && request.Bad is { } bad && good.Experiment != bad.Experiment)
        {
            throw new RegressionException(
                $"The snapshots '{good}' and '{bad}' are of different experiments.", good.Name, RegressionProblem.OtherExperiment);
        }

        if ((request.Bad ?? request.Good) is { } named)
        {
            return named.Experiment;
        }

        TaskLocation location = TaskLocation.Resolve(request.Path ?? throw new ArgumentException("A path or a snapshot is needed.", nameof(request)));
        using ExperimentFolder folder = ExperimentFolder.Open(catalog, location);
        return LastSnapshot.Of(folder).Experiment;
    }

    private IEnumerable<Snapshot> ReadAll(string experiment)
    {
        SnapshotStore store = catalog.Snapshots(experiment);
        foreach (SnapshotKey key in store.Keys())
        {
            Snapshot snapshot;
            try
            {
                snapshot = store.Read(key);
            }
            catch (SnapshotStoreException error)
            {
                events?.Report(new WarningEvent(error.Message));
                continue;
            }

            yield return snapshot;
        }
    }

    // The first of each code: the ends, then the newest, which is what the user saw last.
    private static Dictionary<string, Snapshot> ByTree(IEnumerable<Snapshot> snapshots, CommitHistory history)
    {
        var byTree = new Dictionary<string, Snapshot>();
        foreach (Snapshot snapshot in snapshots)
        {
            if (history.Find(SearchEnds.CodeOf(snapshot)) is { } code)
            {
                byTree.TryAdd(code.Tree, snapshot);
            }
        }

        return byTree;
    }

    private (ExaminedCommit LastGood, ExaminedCommit[] Suspects) Search(SearchEnds ends, Candidates candidates, Examination examination)
    {
        IReadOnlyList<CommittedCode> commits = candidates.Commits;
        var examined = new ExaminedCommit?[commits.Count];
        examined[^1] = ExamineEnd(ends.Bad, commits[^1], isBad: true, examination, ends.Metric);
        ExaminedCommit good = ExamineEnd(ends.Good, candidates.LastGood, isBad: false, examination, ends.Metric);
        var search = new CommitSearch(commits.Count);
        while (search.Next(index => examination.Recall(commits[index]) is not null) is { } known)
        {
            search.Take(known, (examined[known] = Keep(examination.Recall(commits[known])!)).IsBad);
        }

        for (int step = 1; search.Next(_ => true) is { } next; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            _events?.Begin(step, search.Left, Examination.Describe(commits[next]));
            search.Take(next, (examined[next] = Keep(examination.Run(commits[next]))).IsBad);
        }

        return (search.LastGood < 0 ? good : examined[search.LastGood]!, [.. examined[(search.LastGood + 1)..(search.FirstBad + 1)].OfType<ExaminedCommit>()]);
    }

    private ExaminedCommit ExamineEnd(Snapshot end, CommittedCode code, bool isBad, Examination examination, ComparedMetric metric)
    {
        ExaminedCommit found = examination.Recall(code) ?? examination.Run(code);
        return Keep(found) switch
        {
            { Value: { } value } when found.IsBad != isBad => throw SearchEnds.Contradiction(end, isBad, metric, value, examination.Limit),
            { Value: null } => throw new RegressionException(
                $"The {(isBad ? "bad" : "good")} snapshot '{end}' has no value of '{metric.Name}', and its code gives none: {found.Reason}",
                end.Name,
                RegressionProblem.NoValue),
            _ => found,
        };
    }

    private ExaminedCommit Keep(ExaminedCommit examined)
    {
        _steps.Add(examined);
        return examined;
    }
}
