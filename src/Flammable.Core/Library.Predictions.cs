using Flammable.Comparing;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable;

/// <content>Comparisons of what snapshots answer.</content>
public sealed partial class Library
{
    /// <summary>Loads the tasks of two trained snapshots, each with its own code, to compare their answers.</summary>
    /// <param name="reference">The snapshot to compare with.</param>
    /// <param name="difference">The snapshot to compare.</param>
    /// <param name="events">Told of what the tasks print while they are made.</param>
    /// <param name="cancellation">Stops the loading.</param>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public PredictionSession OpenPredictions(
        Snapshot reference, Snapshot difference, IProgress<RunEvent>? events = null, CancellationToken cancellation = default)
    {
        EvalSession first = OpenEval(new EvalRequest { Snapshot = reference }, events, cancellation);
        try
        {
            return new PredictionSession(first, OpenEval(new EvalRequest { Snapshot = difference }, events, cancellation));
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }
}
