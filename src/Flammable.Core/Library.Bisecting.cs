using Flammable.Bisecting;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable;

/// <content>The search for what broke a metric.</content>
public sealed partial class Library
{
    /// <summary>
    /// Finds the first commit between two snapshots that broke a metric, by a binary search: with recorded results first, then
    /// by training what is missing. What it trains is in the library's cache alone, and serves the next call where this one is
    /// stopped.
    /// </summary>
    /// <param name="request">The metric, the limit, and the snapshots.</param>
    /// <param name="events">Told of each step, of progress, of what the tasks print.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="ArgumentException">The request has not one limit, or neither a snapshot nor a path.</exception>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public Regression FindRegression(
        RegressionRequest request, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        new RegressionFlow(_catalog, events, cancellation).Run(request);
}
