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

    /// <summary>With <see cref="TrainMode.Resume"/>: go on even though the code has changed since. The snapshot's own code runs.</summary>
    public bool Ignore { get; init; }

    /// <summary>The seed of all chance in the run, 0 or more; <see langword="null"/> for a random one, in a retraining for the snapshot's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed is below 0.</exception>
    public int? Seed
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(Seed));
            field = value;
        }
    }

    /// <summary>Where to put the commit; <see langword="null"/> for the default of the folder.</summary>
    public CommitMode? CommitMode { get; init; }

    /// <summary>The hyperparameters' values to train with, by name; those left out are the code's own.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Who asks for the training; <see langword="null"/> where that is not to be recorded.</summary>
    public Caller? Caller { get; init; }

    /// <summary>Files that the capture guard lets through, as wildcard patterns relative to the experiment's folder.</summary>
    public IReadOnlyList<string> AllowFiles { get; init; } = [];
}
