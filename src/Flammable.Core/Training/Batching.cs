namespace Flammable.Training;

/// <summary>Puts samples together.</summary>
public static class Batching
{
    /// <summary>The samples in batches, made as they are asked for.</summary>
    /// <typeparam name="T">The sample.</typeparam>
    /// <param name="source">The samples.</param>
    /// <param name="size">The samples of a batch; above 0.</param>
    /// <param name="dropLast">Whether a last batch that is not full is left out.</param>
    /// <returns>The batches, each an array of its own.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not above 0.</exception>
    public static IEnumerable<T[]> Batch<T>(this IEnumerable<T> source, int size, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        IEnumerable<T[]> batches = source.Chunk(size);
        return dropLast ? batches.Where(batch => batch.Length == size) : batches;
    }
}
