using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>Where a task's folder stands against its last snapshot.</summary>
public sealed record ExperimentStatus
{
    /// <summary>The full path of the experiment's folder.</summary>
    public required string Path { get; init; }

    /// <summary>The experiment's name; <see langword="null"/> where the folder was never trained.</summary>
    public string? Experiment { get; init; }

    /// <summary>The full path of the git repository's working tree; <see langword="null"/> where there is none yet.</summary>
    public string? Repository { get; init; }

    /// <summary>The current branch; <see langword="null"/> on a detached HEAD or without a repository.</summary>
    public string? Branch { get; init; }

    /// <summary>Where the next commit would be put.</summary>
    public required CommitMode CommitMode { get; init; }

    /// <summary>The last snapshot; <see langword="null"/> where there is none.</summary>
    public Snapshot? LastSnapshot { get; init; }

    /// <summary>The files that differ from the last snapshot's; all files where there is none.</summary>
    // An array: of what the compiler makes for an interface, PowerShell cannot take an element.
    public required IReadOnlyList<ChangedFile> ChangedFiles { get; init => field = value.ToArray(); }

    /// <summary>Whether training would capture something new.</summary>
    public bool IsChanged => LastSnapshot is null || ChangedFiles.Count > 0;
}
