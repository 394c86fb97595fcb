using Flammable.Snapshots;

namespace Flammable;

/// <summary>What to change of a snapshot: of <see cref="Snapshot"/>, or of the last one of the task at <see cref="Path"/>.</summary>
public sealed record UpdateRequest
{
    /// <summary>The snapshot. To be amended it must be the last one of its task.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>The full path of a task file or folder; needed where <see cref="Snapshot"/> is <see langword="null"/>.</summary>
    public string? Path { get; init; }

    /// <summary>What to say of the snapshot from now on, and of the commit of an amendment; empty for nothing, <see langword="null"/> to leave it.</summary>
    public string? Message { get; init; }

    /// <summary>Tags to give it.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tags to take from it; those that it does not have do not matter.</summary>
    public IReadOnlyList<string> RemovedTags { get; init; } = [];

    /// <summary>Whether the changes of the experiment's folder are committed onto the snapshot, which keeps its results.</summary>
    public bool Amend { get; init; }

    /// <summary>For an amendment: the task's class, where it is called otherwise than in the snapshot.</summary>
    public string? TaskName { get; init; }

    /// <summary>For an amendment: where to put the commit; <see langword="null"/> for the default of the folder.</summary>
    public CommitMode? CommitMode { get; init; }

    /// <summary>For an amendment: files that the capture guard lets through, as wildcard patterns relative to the experiment's folder.</summary>
    public IReadOnlyList<string> AllowFiles { get; init; } = [];

    internal Snapshot ApplyTo(Snapshot snapshot) => snapshot with
    {
        Message = Message switch
        {
            null => snapshot.Message,
            "" => null,
            _ => Message,
        },
        Tags = [.. snapshot.Tags.Except(RemovedTags).Union(Tags)],
    };
}
