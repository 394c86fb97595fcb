using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>A file on disk that differs from a tree.</summary>
/// <param name="Path">The path in the repository, with <c>/</c>.</param>
/// <param name="Status">How it differs.</param>
/// <param name="Mode">Its mode on disk.</param>
internal sealed record WorkTreeEntry(string Path, LibGit2Sharp.ChangeKind Status, Mode Mode)
{
    public bool IsDeleted => Status == LibGit2Sharp.ChangeKind.Deleted;
}
