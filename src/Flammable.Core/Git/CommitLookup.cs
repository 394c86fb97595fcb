using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Finds commits by their full hash alone: git would take other texts for branches and expressions.</summary>
internal static class CommitLookup
{
    /// <summary>The commit; <see langword="null"/> where the repository has none of that hash, or the text is no hash.</summary>
    public static Commit? FindCommit(this Repository repository, string hash) =>
        ObjectId.TryParse(hash, out ObjectId? id) ? repository.Lookup<Commit>(id) : null;
}
