using Flammable.Errors;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Bisecting;

/// <summary>The commits among which a search runs.</summary>
/// <param name="LastGood">The one before the first: the good snapshot's.</param>
/// <param name="Commits">The others, the oldest first; the last is the bad snapshot's.</param>
internal sealed record Candidates(CommittedCode LastGood, IReadOnlyList<CommittedCode> Commits)
{
    /// <summary>Finds them: the commits that lead from one to the other, or where none do, those of the snapshots made in between.</summary>
    /// <param name="ends">The two snapshots.</param>
    /// <param name="snapshots">All snapshots of the experiment, newest first.</param>
    /// <param name="history">The experiment's commits.</param>
    /// <exception cref="RegressionException">There are none between the two.</exception>
    /// <exception cref="RepositoryException">The code of one of the two is gone.</exception>
    public static Candidates Find(SearchEnds ends, IReadOnlyList<Snapshot> snapshots, CommitHistory history)
    {
        CommittedCode good = Read(ends.Good, history);
        if (good.Tree == Read(ends.Bad, history).Tree)
        {
            throw new RegressionException(
                $"The snapshots '{ends.Good}' and '{ends.Bad}' have the same code, so that no commit made the difference.",
                ends.Good.Name,
                RegressionProblem.SameCode);
        }

        return new Candidates(good, history.Between(good.Code, SearchEnds.CodeOf(ends.Bad)) ?? InTime(ends, good, snapshots, history));
    }

    private static List<CommittedCode> InTime(SearchEnds ends, CommittedCode good, IReadOnlyList<Snapshot> snapshots, CommitHistory history)
    {
        if (!SearchEnds.IsBefore(ends.Good, ends.Bad) || history.Between(SearchEnds.CodeOf(ends.Bad), good.Code) is not null)
        {
            throw new RegressionException(
                $"The good snapshot '{ends.Good}' is later than the bad one '{ends.Bad}'.", ends.Good.Name, RegressionProblem.NotInOrder);
        }

        var between = new List<CommittedCode>();
        foreach (Snapshot snapshot in snapshots.Reverse().Where(one => SearchEnds.IsBefore(ends.Good, one) && !SearchEnds.IsBefore(ends.Bad, one)))
        {
            if (history.Find(SearchEnds.CodeOf(snapshot)) is { } code && code.Tree != (between.LastOrDefault() ?? good).Tree)
            {
                between.Add(code);
            }
        }

        return between;
    }

    private static CommittedCode Read(Snapshot snapshot, CommitHistory history) =>
        history.Find(SearchEnds.CodeOf(snapshot)) ?? throw new RepositoryException(
            $"The repository '{history.Path}' does not have the code of snapshot '{snapshot}'.", history.Path, RepositoryProblem.CommitMissing);
}
