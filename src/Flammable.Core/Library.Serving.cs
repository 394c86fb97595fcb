using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Serving;
using Flammable.Snapshots;

namespace Flammable;

/// <content>Models as servers.</content>
public sealed partial class Library
{
    /// <summary>Finds the snapshot that a test, an evaluation or a server would run, under their rules. Nothing is loaded.</summary>
    /// <param name="request">Which snapshot is meant.</param>
    /// <exception cref="CodeChangedException">The code differs from the last snapshot's.</exception>
    /// <exception cref="SnapshotStateException">There is no snapshot, or it is not trained.</exception>
    public Snapshot FindTrained(EvalRequest request) =>
        new TrainedSnapshot(_catalog).Find(request.Path, request.Snapshot, request.Ignore);

    /// <summary>Serves a trained snapshot in this process: its own code, its own model.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="options">How many workers, how long the queue; <see langword="null"/> for the defaults.</param>
    /// <param name="events">Told of what the task prints, and of what goes wrong with it; from any thread.</param>
    /// <param name="cancellation">Stops the loading.</param>
    /// <returns>The served model. Dispose it to let the snapshot go.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public ModelHost Serve(
        Snapshot snapshot, ServingOptions? options = null, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        ModelHost.Open(_catalog, snapshot, options ?? new ServingOptions(), events, cancellation);
}
