using Flammable.Serving;

namespace Flammable.Cli.Serving;

/// <summary>How many samples of one request are on their way at the same time.</summary>
internal static class EvalWindow
{
    private const int Least = 16;

    /// <summary>Enough that no worker waits, and not so many that the queue has no room for others.</summary>
    public static int Of(ServingOptions options) =>
        (int)Math.Clamp(2L * options.Workers * options.MaxBatchSize, Least, Math.Max(Least, options.QueueLength / 2));
}
