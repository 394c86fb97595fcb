using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <content>Commits that go from one experiment's repository to another.</content>
internal sealed partial class ExperimentRepository
{
    /// <summary>The commits that a snapshot needs.</summary>
    /// <param name="commit">The commit with its code.</param>
    /// <param name="trained">The commit that its results are of; <see langword="null"/> where that is the same.</param>
    /// <exception cref="RepositoryException">The repository does not have the code.</exception>
    public CodeCommits CommitsOf(string commit, string? trained) =>
        GitErrors.Translate(_path, () =>
        {
            Commit code = CommitOf(new CodeBase(commit, ""));
            return new CodeCommits(
                commit,
                trained is not null && _repository.FindCommit(trained) is not null ? trained : null,
                [
                    .. Flatten(code.Tree, "")
                        .Where(file => file.Entry.Mode == Mode.GitLink)
                        .Select(file => file.Entry.Target.Sha)
                        .Where(submodule => _repository.FindCommit(submodule) is not null)
                        .Distinct(),
                ]);
        });

    /// <summary>Copies a snapshot's commits from another repository; no ref names them yet.</summary>
    /// <exception cref="RepositoryException">The other one does not have them, or has a tree that no working tree can have.</exception>
    public void Receive(ExperimentRepository source, CodeCommits commits) =>
        GitErrors.Translate(_path, () =>
        {
            foreach (string commit in commits.All)
            {
                source.EnsureSafe(source.CommitOf(new CodeBase(commit, "")).Tree, commit);
                new ObjectTransfer(source._repository, _repository).Copy(commit);
            }
        });

    /// <summary>Keeps the commits of a copied snapshot reachable.</summary>
    public void Keep(string snapshotName, CodeCommits commits) =>
        GitErrors.Translate(_path, () =>
        {
            foreach (string submodule in commits.Submodules)
            {
                Set(Submodules.RefOf(submodule), submodule);
            }

            if (commits.Trained is { } trained)
            {
                Set(TrainedRefs + snapshotName, trained);
            }

            Set(SnapshotRefs + snapshotName, commits.Code);
        });

    // What others made may have names that lead out of the folder that it is written to.
    private void EnsureSafe(Tree tree, string commit)
    {
        foreach (TreeEntry entry in tree)
        {
            if (entry.Name is "" or "." or ".." || entry.Name.Contains('/') || entry.Name.Equals(".git", StringComparison.OrdinalIgnoreCase))
            {
                throw new RepositoryException(
                    $"The commit {commit} in '{_path}' has a file named '{entry.Name}', which no code can have.", _path, RepositoryProblem.Unusable);
            }

            if (entry.TargetType == TreeEntryTargetType.Tree)
            {
                EnsureSafe((Tree)entry.Target, commit);
            }
        }
    }
}
