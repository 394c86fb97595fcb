using BenchmarkDotNet.Attributes;
using Flammable.Benchmarks.Fixtures;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Micro;

/// <summary>What one change of a snapshot's state costs: a file that is flushed to the disk and renamed.</summary>
[MemoryDiagnoser]
public class SnapshotSave
{
    private readonly TemporaryFolder _folder = new();
    private SnapshotStore _store = null!;
    private Snapshot _snapshot = null!;

    /// <summary>Makes a snapshot.</summary>
    [GlobalSetup]
    public void Create()
    {
        _store = new SnapshotStore("Shelf", _folder.Path);
        _snapshot = _store.Create(key => SnapshotShelf.Snapshot(key, 1));
    }

    /// <summary>Writes the metadata.</summary>
    [Benchmark]
    public Snapshot Save() => _store.Save(_snapshot);

    /// <summary>Removes the snapshot.</summary>
    [GlobalCleanup]
    public void Remove() => _folder.Dispose();
}
