using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable;

/// <content>Past tasks brought back to life.</content>
public sealed partial class Library
{
    /// <summary>
    /// Imports the task of a snapshot: compiled from the files of its own commit, with its hyperparameters, linked to its model.
    /// Neither the user's folder nor the experiment's repository is changed.
    /// </summary>
    /// <param name="snapshot">The snapshot; one whose training failed or was interrupted has the models that it saved before.</param>
    /// <param name="events">Told of what the task prints while it is made.</param>
    /// <param name="cancellation">Stops the loading.</param>
    /// <returns>The live task. Dispose it to let its code and the snapshot go.</returns>
    /// <exception cref="RepositoryException">The snapshot's commit is missing.</exception>
    /// <exception cref="SnapshotNotFoundException">The snapshot is not in the library any more.</exception>
    /// <exception cref="SnapshotStateException">The snapshot is being trained, another run holds it, or its code has no such task.</exception>
    /// <exception cref="TaskCompilationException">The code does not compile with this version of Flammable.</exception>
    /// <exception cref="TaskFailedException">The task's constructor threw.</exception>
    public ImportedTask Import(Snapshot snapshot, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        new ImportFlow(_catalog, events, cancellation).Run(snapshot);
}
