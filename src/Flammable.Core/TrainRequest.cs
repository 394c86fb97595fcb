namespace Flammable;

/// <summary>What to train, and under which rules.</summary>
/// <param name="Path">The full path of a task file (<c>.cs</c>, <c>.csproj</c>) or of a folder with one task.</param>
public sealed record TrainRequest(string Path)
{
    /// <summary>The task's class, by full or short name, where the path holds several.</summary>
    public string? TaskName { get; init; }

    /// <summary>What to say of the snapshot; the commit's message too.</summary>
    public string? Message { get; init; }

    /// <summary>What to do where the code is unchanged.</summary>
    public TrainMode Mode { get; init; }

    /// <summary>Where to put the commit; <see langword="null"/> for the default of the folder.</summary>
    public CommitMode? CommitMode { get; init; }

    /// <summary>The hyperparameters' values to train with, by name; those left out are the code's own.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Files that the capture guard lets through, as wildcard patterns relative to the experiment's folder.</summary>
    public IReadOnlyList<string> AllowFiles { get; init; } = [];
}
