using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable;

/// <content>Removing, undoing, clearing, renaming and moving.</content>
public sealed partial class Library
{
    /// <summary>The sum of the lengths of all files of a snapshot, in bytes: what its removal takes out of the library.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public long GetSize(Snapshot snapshot) => FolderSize.Of(_catalog.Snapshots(snapshot.Experiment).Key(snapshot.Name).Path);

    /// <summary>The sum of the lengths of all files of an experiment, in bytes.</summary>
    /// <param name="experiment">The experiment.</param>
    public long GetSize(Experiment experiment) => FolderSize.Of(_catalog.PathOf(experiment.Name));

    /// <summary>Moves a snapshot to the library's trash, in one step. Its commit stays in the experiment's repository.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellation">Ends the wait for another change.</param>
    /// <exception cref="SnapshotNotFoundException">It was removed already.</exception>
    /// <exception cref="SnapshotStateException">A run holds it.</exception>
    /// <exception cref="SnapshotStoreException">The library cannot be written.</exception>
    public Removal Remove(Snapshot snapshot, CancellationToken cancellation = default) =>
        new RemovalFlow(_catalog, cancellation).Remove(snapshot);

    /// <summary>Moves an experiment with its repository and all its snapshots to the library's trash, in one step.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellation">Ends the wait for another change.</param>
    /// <exception cref="ExperimentNotFoundException">It was removed already.</exception>
    /// <exception cref="SnapshotStateException">A run holds one of its snapshots.</exception>
    /// <exception cref="SnapshotStoreException">The library cannot be written.</exception>
    public Removal Remove(Experiment experiment, CancellationToken cancellation = default) =>
        new RemovalFlow(_catalog, cancellation).Remove(experiment);

    /// <summary>Lists what lies in the trash, the newest removal first.</summary>
    /// <exception cref="SnapshotStoreException">A removal's file is damaged.</exception>
    public IReadOnlyList<Removal> GetRemovals() => _catalog.Trash.Removals();

    /// <summary>Finds one removal.</summary>
    /// <param name="id">
    /// The id or name of a removal or of the snapshot that was removed, the name of the experiment that was, or the unique
    /// beginning of one of these; <see langword="null"/> for the newest removal.
    /// </param>
    /// <exception cref="RemovalNotFoundException">None matches, or several.</exception>
    public Removal GetRemoval(string? id = null) => new RemovalSearch(_catalog).Find(id);

    /// <summary>Brings back what was removed, in one step.</summary>
    /// <param name="removal">The removal.</param>
    /// <param name="cancellation">Ends the wait for another change.</param>
    /// <returns>The removal, under the name that its experiment has now.</returns>
    /// <exception cref="RemovalNotFoundException">It was undone or cleared already.</exception>
    /// <exception cref="ExperimentNotFoundException">The snapshot's experiment is not in the library.</exception>
    /// <exception cref="ExperimentExistsException">The library has another experiment of the name.</exception>
    public Removal Undo(Removal removal, CancellationToken cancellation = default) =>
        new RemovalFlow(_catalog, cancellation).Undo(removal);

    /// <summary>Finds what clearing the library would free. Nothing is changed.</summary>
    /// <param name="olderThan">How long ago something must have been removed to go for good; <see langword="null"/> for any time.</param>
    /// <param name="cancellation">Ends the wait for another change.</param>
    public ClearingPlan PlanClearing(TimeSpan? olderThan = null, CancellationToken cancellation = default) =>
        new ClearingFlow(_catalog, cancellation).Plan(olderThan);

    /// <summary>Deletes for good what a plan announced, except what has come into use since.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Ends the clearing between two things.</param>
    /// <returns>What was freed; it is what was announced, where nothing has changed since.</returns>
    /// <exception cref="SnapshotStoreException">Something cannot be deleted.</exception>
    public IReadOnlyList<Reclaimable> Clear(ClearingPlan plan, CancellationToken cancellation = default) =>
        new ClearingFlow(_catalog, cancellation).Free(plan);

    /// <summary>Gives an experiment another name. Its identity and the ids of its snapshots stay.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellation">Ends the wait for another change.</param>
    /// <exception cref="ArgumentException">The name can be no experiment's.</exception>
    /// <exception cref="ExperimentExistsException">The library has an experiment of that name.</exception>
    /// <exception cref="SnapshotStateException">A run holds one of its snapshots.</exception>
    public Experiment Rename(Experiment experiment, string newName, CancellationToken cancellation = default) =>
        new RenameFlow(_catalog, cancellation).Run(experiment, newName);

    /// <summary>
    /// Moves the library to another folder, and the user's configuration where it names this library. This object stays with
    /// the old folder: open the new one.
    /// </summary>
    /// <param name="destination">The full path of a folder that does not exist or is empty.</param>
    /// <param name="cancellation">Ends the wait for other changes, and the copying.</param>
    /// <exception cref="ArgumentException">The destination lies in the library or around it, or is not empty.</exception>
    /// <exception cref="SnapshotStateException">A task of the library is running.</exception>
    /// <exception cref="SnapshotStoreException">There is no library yet, or a folder cannot be read or written.</exception>
    public LibraryMove Move(string destination, CancellationToken cancellation = default) =>
        new MoveFlow(_catalog, cancellation).Run(Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination)));
}
