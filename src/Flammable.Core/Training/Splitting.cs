namespace Flammable.Training;

/// <summary>Holds samples out for the test.</summary>
public static class Splitting
{
    /// <summary>Splits samples at random into those to learn from and those to test on. The same seed gives the same split.</summary>
    /// <typeparam name="T">The sample.</typeparam>
    /// <param name="source">The samples.</param>
    /// <param name="testFraction">The part to test on, 0 to 1; the number of samples is rounded.</param>
    /// <param name="random">Where the chance comes from.</param>
    /// <returns>Two arrays that have each sample once between them, in a random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    public static (T[] Train, T[] Test) TrainTestSplit<T>(this IEnumerable<T> source, double testFraction, Random random) =>
        source.TrainTestSplit(testFraction, random, _ => 0);

    /// <summary>
    /// Splits samples at random so that each class has its part on both sides, within one sample (stratified sampling). The
    /// same seed gives the same split.
    /// </summary>
    /// <typeparam name="T">The sample.</typeparam>
    /// <typeparam name="TKey">The class.</typeparam>
    /// <param name="source">The samples.</param>
    /// <param name="testFraction">The part to test on, 0 to 1; the number of samples is rounded.</param>
    /// <param name="random">Where the chance comes from.</param>
    /// <param name="key">The class of a sample.</param>
    /// <returns>Two arrays that have each sample once between them, in a random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    public static (T[] Train, T[] Test) TrainTestSplit<T, TKey>(
        this IEnumerable<T> source, double testFraction, Random random, Func<T, TKey> key)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(key);
        if (testFraction is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "The fraction is not between 0 and 1.");
        }

        T[] samples = Shuffling.Shuffle(source, random);
        Dictionary<TKey, int> open = TestCounts(samples.CountBy(key), samples.Length, testFraction);
        List<T> train = [];
        List<T> test = [];
        foreach (T sample in samples)
        {
            bool isTest = open[key(sample)]-- > 0;
            (isTest ? test : train).Add(sample);
        }

        return ([.. train], [.. test]);
    }

    // Each class gets its whole samples; what rounding left goes to the classes with the largest rest.
    private static Dictionary<TKey, int> TestCounts<TKey>(IEnumerable<KeyValuePair<TKey, int>> classes, int samples, double fraction)
        where TKey : notnull
    {
        (TKey Key, double Exact)[] shares = [.. classes.Select(one => (one.Key, one.Value * fraction))];
        Dictionary<TKey, int> counts = shares.ToDictionary(share => share.Key, share => (int)share.Exact);
        int rest = (int)Math.Round(samples * fraction, MidpointRounding.AwayFromZero) - counts.Values.Sum();
        foreach ((TKey key, _) in shares.OrderByDescending(share => share.Exact - (int)share.Exact).Take(rest))
        {
            counts[key]++;
        }

        return counts;
    }
}
