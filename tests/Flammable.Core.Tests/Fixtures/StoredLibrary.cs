using Flammable.Snapshots;

namespace Flammable.Tests.Fixtures;

/// <summary>A library whose experiments and snapshots are written by hand.</summary>
public sealed class StoredLibrary : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public StoredLibrary() => Library = Library.Open(_root.At("library"));

    public Library Library { get; }

    /// <summary>Writes a snapshot.</summary>
    /// <param name="experiment">The experiment's name; it is made where it is missing.</param>
    /// <param name="name">The snapshot's name.</param>
    /// <param name="json">The content of <c>snapshot.json</c>; <see langword="null"/> for one that is in order.</param>
    /// <param name="state">The state that it says, where it is in order.</param>
    /// <param name="more">What else it says, as members of the JSON object, where it is in order.</param>
    public void Add(string experiment, string name, string? json = null, SnapshotState state = SnapshotState.Trained, string? more = null)
    {
        Directory.CreateDirectory(_root.At("library", experiment, "repo"));
        _root.Write(
            $"library/{experiment}/snapshots/{name}/snapshot.json",
            json ?? $$"""
            {
              "format": 1, "uid": "{{name[(name.LastIndexOf('-') + 1)..]}}", "commit_sha": "{{new string('0', 40)}}",
              "timestamp": "{{name[..4]}}-{{name[4..6]}}-{{name[6..8]}}T00:00:00Z", "state": "{{state.ToString().ToLowerInvariant()}}", "version": "1.0.0"{{(more is null ? "" : ", " + more)}}
            }
            """);
    }

    public void Dispose() => _root.Dispose();
}
