using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Verifying;

namespace Flammable;

/// <content>Trainings that are done again.</content>
public sealed partial class Library
{
    /// <summary>
    /// Trains a snapshot again from its own commit, hyperparameters, seed and data, in a scratch folder, and compares what
    /// comes out with what it holds. The snapshot stays as it is, and nothing stays of the training.
    /// </summary>
    /// <param name="snapshot">A trained snapshot.</param>
    /// <param name="caller">Who asks for it, if that is known.</param>
    /// <param name="events">Told of each step, of progress, of what the task prints.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <exception cref="RepositoryException">The snapshot's commit is missing.</exception>
    /// <exception cref="SnapshotNotFoundException">The snapshot is not in the library any more.</exception>
    /// <exception cref="SnapshotStateException">The snapshot is not trained, or a run holds it.</exception>
    /// <exception cref="TaskCompilationException">The code does not compile with this version of Flammable.</exception>
    /// <exception cref="TaskFailedException">The training fails now.</exception>
    public Verification Verify(
        Snapshot snapshot, Caller? caller = null, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        new VerifyFlow(_catalog, events, cancellation).Run(snapshot, caller);
}
