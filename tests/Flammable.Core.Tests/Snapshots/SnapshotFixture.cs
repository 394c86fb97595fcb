using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Snapshots;

/// <summary>A store of snapshots in a temporary folder.</summary>
internal sealed class SnapshotFixture : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public SnapshotFixture() => Store = new SnapshotStore("lab", _root.At("snapshots"));

    public SnapshotStore Store { get; }

    /// <summary>The full path of the folder of the snapshots.</summary>
    public string Folder => _root.At("snapshots");

    /// <summary>Makes a snapshot.</summary>
    public Snapshot Create(SnapshotState state = SnapshotState.Created) => Store.Create(key => Draft(key) with { State = state });

    /// <summary>Puts a snapshot.json where a snapshot's would be.</summary>
    public SnapshotKey Write(string json, string name = "20190926-123819-abcde")
    {
        _root.Write(Path.Combine("snapshots", name, "snapshot.json"), json);
        return Store.Key(name);
    }

    /// <summary>The text of a snapshot.json.</summary>
    public static string Json(string snapshotPath) => File.ReadAllText(Path.Combine(snapshotPath, "snapshot.json"));

    public static Snapshot Draft(SnapshotKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Experiment = key.Experiment,
        Path = key.Path,
        State = SnapshotState.Created,
        Commit = "0123456789abcdef0123456789abcdef01234567",
        Timestamp = DateTimeOffset.Now,
        Version = "0.1.0",
    };

    public void Dispose() => _root.Dispose();
}
