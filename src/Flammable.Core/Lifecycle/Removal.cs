using Flammable.Snapshots;

namespace Flammable.Lifecycle;

/// <summary>A snapshot or an experiment in the library's trash, from where it can be brought back until the library is cleared.</summary>
public sealed record Removal
{
    /// <summary>The removal's name, <c>yyyyMMdd-HHmmss-id</c>: local time and five letters. Names sort in the order of removal.</summary>
    public required string Name { get; init; }

    /// <summary>The five letters at the name's end.</summary>
    public string Id => SnapshotName.IdOf(Name);

    /// <summary>Whether a snapshot or a whole experiment was removed.</summary>
    public RemovalKind Kind => Snapshot is null ? RemovalKind.Experiment : RemovalKind.Snapshot;

    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>The snapshot's name; <see langword="null"/> where the whole experiment was removed.</summary>
    public string? Snapshot { get; init; }

    /// <summary>How many snapshots went.</summary>
    public required int SnapshotCount { get; init; }

    /// <summary>When it was removed, in local time.</summary>
    public required DateTimeOffset RemovedAt { get; init; }

    /// <summary>The sum of the lengths of all files that went, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The full path of its folder in the trash.</summary>
    public required string Path { get; init; }

    /// <summary>The experiment's identity; empty for an experiment of the Python original.</summary>
    internal Guid ExperimentId { get; init; }

    /// <summary>The full path of what was removed, as it lies in the trash.</summary>
    internal string ContentPath => System.IO.Path.Combine(Path, Trash.ContentFolder);

    /// <summary>What was removed: <c>experiment/snapshot</c>, or the experiment.</summary>
    public override string ToString() => Snapshot is null ? Experiment : $"{Experiment}/{Snapshot}";

    /// <summary>Whether it is a snapshot of an experiment, which may have another name by now.</summary>
    internal bool IsSnapshotOf(string experiment, Guid? id) =>
        Snapshot is not null && (ExperimentId == Guid.Empty ? Experiment == experiment : ExperimentId == id);
}
