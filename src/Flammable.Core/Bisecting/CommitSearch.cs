namespace Flammable.Bisecting;

/// <summary>A binary search among commits in a row, of which the last is bad and the one before the first is good.</summary>
/// <param name="count">How many commits there are, 1 or more.</param>
internal sealed class CommitSearch(int count)
{
    private readonly HashSet<int> _skipped = [];

    /// <summary>The last commit known to be good; -1 for the one before the first.</summary>
    public int LastGood { get; private set; } = -1;

    /// <summary>The first commit known to be bad.</summary>
    public int FirstBad { get; private set; } = count - 1;

    /// <summary>How many commits between the two may still be examined.</summary>
    public int Left => Open.Count();

    private IEnumerable<int> Open => Enumerable.Range(LastGood + 1, FirstBad - LastGood - 1).Where(index => !_skipped.Contains(index));

    /// <summary>The commit to examine next, the nearest to the middle; <see langword="null"/> where none is left.</summary>
    /// <param name="isWanted">Which ones come into question.</param>
    public int? Next(Func<int, bool> isWanted)
    {
        int middle = (LastGood + FirstBad) / 2;
        int[] wanted = [.. Open.Where(isWanted)];
        return wanted.Length == 0 ? null : wanted.MinBy(index => Math.Abs(index - middle));
    }

    /// <summary>Goes on with the half that the result leaves.</summary>
    /// <param name="index">The commit, one that <see cref="Next"/> gave.</param>
    /// <param name="isBad">Whether it is bad; <see langword="null"/> where that cannot be told.</param>
    public void Take(int index, bool? isBad)
    {
        switch (isBad)
        {
            case true:
                FirstBad = index;
                break;
            case false:
                LastGood = index;
                break;
            default:
                _skipped.Add(index);
                break;
        }
    }
}
