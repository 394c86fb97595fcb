using Flammable.Git;

namespace Flammable.Transfer;

/// <summary>A snapshot that is to be filed in a library.</summary>
internal sealed record IncomingSnapshot
{
    /// <summary>The identity of its experiment; <see langword="null"/> for one of the Python original.</summary>
    public required Guid? ExperimentId { get; init; }

    /// <summary>The name of its experiment where it comes from.</summary>
    public required string Experiment { get; init; }

    public required string Name { get; init; }

    /// <summary>The hash of its metadata.</summary>
    public required string Content { get; init; }

    /// <summary>The files of its metadata.</summary>
    public required IReadOnlyList<CopiedFile> Metadata { get; init; }

    /// <summary>Its artifacts; <see langword="null"/> where they are not copied.</summary>
    public IReadOnlyList<CopiedFile>? Artifacts { get; init; }

    /// <summary>The commits that it needs.</summary>
    public required CodeCommits Commits { get; init; }

    /// <summary>The full path of the repository that has them.</summary>
    public required string RepositoryPath { get; init; }

    /// <summary>Where it comes from, to be shown.</summary>
    public required string Source { get; init; }
}
