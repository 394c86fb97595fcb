using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>A snapshot that is checked, and how to change it.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="key">The snapshot.</param>
internal sealed class CheckedSnapshot(SnapshotStore store, SnapshotKey key)
{
    public SnapshotStore Store => store;

    public SnapshotKey Key => key;

    /// <summary>The full path of a file of the snapshot.</summary>
    public string At(string name) => Path.Combine(key.Path, name);

    public LibraryProblem Problem(LibraryProblemKind kind, string path, string message) => new()
    {
        Kind = kind,
        Experiment = key.Experiment,
        Snapshot = key.Name,
        Path = path,
        Message = message,
    };

    /// <summary>A repair of a snapshot that can be read: done under its lock, with the snapshot as its file says it then.</summary>
    public Action<Quarantine> Locked(Action<Snapshot, Quarantine> mend) => quarantine =>
    {
        using SnapshotLock held = SnapshotLock.ForWriting(key);
        mend(store.ReadStored(key), quarantine);
    };
}
