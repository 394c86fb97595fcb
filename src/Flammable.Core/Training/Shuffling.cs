namespace Flammable.Training;

/// <summary>Puts samples into a random order.</summary>
public static class Shuffling
{
    /// <summary>
    /// The samples in a random order, every order equally likely. Each time the sequence is gone through, the order is a new
    /// one, and the samples are read into memory. R. Durstenfeld, Algorithm 235: Random permutation, Communications of the
    /// ACM 7(7), 1964 (the Fisher–Yates shuffle).
    /// </summary>
    /// <typeparam name="T">The sample.</typeparam>
    /// <param name="source">The samples.</param>
    /// <param name="random">Where the chance comes from: the same seed gives the same orders.</param>
    public static IEnumerable<T> Shuffled<T>(this IEnumerable<T> source, Random random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(random);
        return Enumerate(source, random);
    }

    internal static T[] Shuffle<T>(IEnumerable<T> source, Random random)
    {
        T[] samples = [.. source];
        for (int last = samples.Length - 1; last > 0; last--)
        {
            int other = random.Next(last + 1);
            (samples[last], samples[other]) = (samples[other], samples[last]);
        }

        return samples;
    }

    private static IEnumerable<T> Enumerate<T>(IEnumerable<T> source, Random random)
    {
        foreach (T sample in Shuffle(source, random))
        {
            yield return sample;
        }
    }
}
