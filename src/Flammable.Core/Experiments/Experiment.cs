namespace Flammable.Experiments;

/// <summary>One task under development: a folder of code, its history and its snapshots.</summary>
public sealed record Experiment
{
    /// <summary>The name, unique in the library: the code folder's name, numbered where another experiment has it.</summary>
    public required string Name { get; init; }

    /// <summary>The identity, the same in the library and beside the code; empty for an experiment of the Python original.</summary>
    public required Guid Id { get; init; }

    /// <summary>The full path of the folder with the code, as last seen; <see langword="null"/> where it is not known.</summary>
    public string? CodeFolder { get; init; }

    /// <summary>The full path of the experiment's folder in the library.</summary>
    public required string Path { get; init; }

    /// <summary>When it was made, in local time; <see langword="null"/> for an experiment of the Python original.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>How many snapshots it has.</summary>
    public int SnapshotCount { get; init; }

    /// <summary>The newest snapshot's name; <see langword="null"/> where there is none.</summary>
    public string? LastSnapshot { get; init; }

    /// <summary>The experiment's name.</summary>
    public override string ToString() => Name;
}
