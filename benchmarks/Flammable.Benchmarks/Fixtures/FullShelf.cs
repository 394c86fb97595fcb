using System.Text;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>A library of 10,000 snapshots with models and a commit each, small or large ones.</summary>
internal sealed class FullShelf
{
    private const int VictimCount = 10;
    private const string Refs = "refs/snapshots/";

    private readonly string _repository;
    private readonly SnapshotStore _store;
    private int _made;

    /// <summary>Makes the library.</summary>
    /// <param name="folder">The full path of its folder.</param>
    /// <param name="modelBytes">The length of each of a snapshot's two models.</param>
    /// <param name="codeBytes">About how many bytes of code change from one snapshot to the next.</param>
    public FullShelf(string folder, long modelBytes, int codeBytes)
    {
        SnapshotShelf.Fill(folder);
        _store = new ExperimentCatalog(folder).Snapshots("Shelf");
        _repository = new ExperimentCatalog(folder).RepositoryPath("Shelf");
        Directory.CreateDirectory(_repository);
        ChildProcess.Run("git", _repository, "init", "--quiet", "--bare");
        SnapshotKey[] keys = [.. _store.Keys()];
        foreach (string model in keys.SelectMany(key => new[] { "best.json", "final.json" }, (key, name) => Path.Combine(key.Path, name)))
        {
            using FileStream file = File.Create(model);
            file.SetLength(modelBytes);
        }

        Import(keys.Select(key => key.Name), codeBytes);
        Library = Library.Open(folder);
    }

    public Library Library { get; }

    /// <summary>Adds ten snapshots with a commit of their own, to be removed.</summary>
    public IReadOnlyList<Snapshot> AddVictims()
    {
        SnapshotKey[] keys = [.. Enumerable.Range(0, VictimCount).Select(_ => _store.Key($"20270101-{_made / 60:0000}{_made++ % 60:00}-zzzzz"))];
        foreach (SnapshotKey key in keys)
        {
            Directory.CreateDirectory(key.Path);
            File.WriteAllText(Path.Combine(key.Path, "snapshot.json"), SnapshotJson.ToDocument(SnapshotShelf.Snapshot(key, _made)).ToString());
        }

        foreach (SnapshotKey key in keys)
        {
            Import([key.Name], 100);
        }

        return [.. keys.Select(_store.Read)];
    }

    private void Import(IEnumerable<string> names, int codeBytes)
    {
        var stream = new StringBuilder();
        string? before = null;
        int number = _made;
        foreach (string name in names)
        {
            string code = string.Concat(Enumerable.Repeat($"// {name}\n", 1 + (codeBytes / 30)));
            stream.Append($"commit {Refs}{name}\ncommitter B <b@example.org> {1_700_000_000 + number++} +0000\ndata 1\nm\n");
            stream.Append(before is null ? "" : $"from {Refs}{before}\n");
            stream.Append($"M 100644 inline Task.cs\ndata {code.Length}\n{code}\n");
            before = name;
        }

        ChildProcess.RunWithInput("git", _repository, stream.ToString(), "fast-import", "--quiet");
    }
}
