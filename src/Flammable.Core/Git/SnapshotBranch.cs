using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>A branch at a snapshot's commit in the user's repository, whose HEAD, index and files stay as they are.</summary>
/// <param name="location">A place in the user's repository.</param>
/// <param name="source">The experiment's repository, which has the commit; <see langword="null"/> where there is none.</param>
internal sealed class SnapshotBranch(RepositoryLocation location, ExperimentRepository? source)
{
    /// <summary>Makes the branch.</summary>
    /// <returns>Whether it is new; <see langword="false"/> where it was at that commit already.</returns>
    /// <exception cref="RepositoryException">The name is invalid, or a branch of it is at another commit; or the commit is nowhere.</exception>
    public bool Create(string name, string commit)
    {
        string root = location.WorkTree;
        return GitErrors.Translate(root, () =>
        {
            // A linked worktree has objects and branches where the first one has them.
            using var repository = new Repository(CommonFolder(root));
            string reference = $"refs/heads/{name}";
            if (name == "HEAD" || name.StartsWith('-') || !Reference.IsValidName(reference))
            {
                throw new RepositoryException($"'{name}' cannot name a branch.", root, RepositoryProblem.BranchNameInvalid);
            }

            if (repository.Refs[reference] is { } existing)
            {
                return existing.ResolveToDirectReference()?.TargetIdentifier == commit ? false : throw Taken(name);
            }

            EnsureCommit(repository, commit);
            try
            {
                repository.Refs.Add(reference, new ObjectId(commit));
                return true;
            }
            catch (LibGit2SharpException error) when (IsTaken(repository, reference))
            {
                throw Taken(name, error);
            }
        });
    }

    private void EnsureCommit(Repository repository, string commit)
    {
        if (repository.FindCommit(commit) is not null)
        {
            return;
        }

        if (source is null)
        {
            throw new RepositoryException(
                $"The commit {commit} is neither in the repository '{location.WorkTree}' nor in the library.", location.WorkTree, RepositoryProblem.CommitMissing);
        }

        source.Give(commit, repository);
    }

    // A branch 'a' and a branch 'a/b' exclude each other.
    private static bool IsTaken(Repository repository, string reference) => repository.Refs.Any(other =>
        other.CanonicalName == reference
        || other.CanonicalName.StartsWith(reference + '/', StringComparison.Ordinal)
        || reference.StartsWith(other.CanonicalName + '/', StringComparison.Ordinal));

    private RepositoryException Taken(string name, Exception? error = null) => new(
        $"The repository '{location.WorkTree}' has a branch in the place of '{name}' already.", location.WorkTree, RepositoryProblem.BranchExists, error);

    private static string CommonFolder(string workTree)
    {
        using var repository = new Repository(workTree);
        string file = Path.Combine(repository.Info.Path, "commondir");
        return File.Exists(file)
            ? Path.GetFullPath(Path.Combine(repository.Info.Path, File.ReadAllText(file).Trim()))
            : repository.Info.Path;
    }
}
