using Flammable.Errors;
using Flammable.Git;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Bisecting;

/// <summary>Finds the value that a commit has of a metric: by what is recorded, else by running its code.</summary>
/// <param name="metric">The metric.</param>
/// <param name="limit">Which values are bad.</param>
/// <param name="recorded">The library's snapshots that have a value, by the tree of their code.</param>
/// <param name="scratch">The results of the commits that were trained.</param>
internal sealed class Examination(
    ComparedMetric metric, MetricLimit limit, IReadOnlyDictionary<string, Snapshot> recorded, ScratchResults scratch)
{
    /// <summary>Which values are bad.</summary>
    public MetricLimit Limit => limit;

    /// <summary>A commit of which nothing is known yet.</summary>
    public static ExaminedCommit Describe(CommittedCode code) => new()
    {
        Commit = code.Code.Commit,
        Message = code.Message,
        Author = code.Author,
        AuthoredAt = code.AuthoredAt,
        Source = ExaminationSource.Skipped,
    };

    /// <summary>What is known of a commit; <see langword="null"/> where its code must be run.</summary>
    public ExaminedCommit? Recall(CommittedCode code) =>
        recorded.TryGetValue(code.Tree, out Snapshot? snapshot) ? Valued(code, snapshot, ExaminationSource.Recorded) with { Snapshot = snapshot.Name }
        : scratch.Find(code.Tree) is { } trained ? Valued(code, trained, ExaminationSource.Trained)
        : null;

    /// <summary>Runs a commit's code. One that cannot be run is skipped.</summary>
    public ExaminedCommit Run(CommittedCode code)
    {
        try
        {
            return Valued(code, scratch.Run(code), ExaminationSource.Trained);
        }
        catch (FlammableException error) when (IsOfTheCode(error))
        {
            return Skipped(code, error is TaskCompilationException { Errors: [var first, ..] } ? first.ToString() : error.Message);
        }
    }

    private static bool IsOfTheCode(FlammableException error) => error
        is TaskCompilationException or TaskFailedException or TaskNotFoundException or TaskMethodMissingException or HyperparameterException
        or SnapshotStateException { Problem: SnapshotStateProblem.TaskMissing } or RepositoryException { Problem: RepositoryProblem.CommitMissing };

    private ExaminedCommit Valued(CommittedCode code, Snapshot snapshot, ExaminationSource source) =>
        snapshot.State == SnapshotState.Failed ? Skipped(code, snapshot.Error ?? "Its training failed.")
        : metric.ValueOf(snapshot) is { } value ? Describe(code) with { Value = value, IsBad = limit.IsBad(value), Source = source }
        : Skipped(code, $"It tells no value of '{metric.Name}'.");

    private static ExaminedCommit Skipped(CommittedCode code, string reason) => Describe(code) with { Reason = reason.Split('\n', 2)[0].TrimEnd() };
}
