using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Code in submodules: a commit names the submodule's commit only, so the experiment's repository receives that too.</summary>
internal static class Submodules
{
    private const SubmoduleStatus Uncommitted =
        SubmoduleStatus.WorkDirFilesModified | SubmoduleStatus.WorkDirFilesIndexDirty | SubmoduleStatus.WorkDirFilesUntracked;

    /// <summary>The ref that keeps a submodule's commit in an experiment's repository.</summary>
    public static string RefOf(string commit) => $"refs/submodules/{commit}";

    /// <summary>Refuses code that no commit of its submodule has.</summary>
    /// <param name="workTree">The repository around the submodules.</param>
    /// <param name="sources">The paths of the compiled files in the experiment.</param>
    /// <exception cref="RepositoryException">A submodule with compiled files has changes.</exception>
    public static void EnsureCommitted(WorkTree workTree, IEnumerable<string> sources)
    {
        if (!workTree.HasSubmodules)
        {
            return;
        }

        string[] paths = [.. sources.Select(workTree.Location.InRepository)];
        foreach (Submodule submodule in workTree.Repository.Submodules)
        {
            if (paths.Any(path => path.StartsWith(submodule.Path + "/", StringComparison.Ordinal))
                && (submodule.RetrieveStatus() & Uncommitted) != 0)
            {
                throw new RepositoryException(
                    $"The submodule '{submodule.Path}' of the repository '{workTree.Location.WorkTree}' has changes that are not committed, so that no commit holds the code.",
                    Path.Combine(workTree.Location.WorkTree, submodule.Path),
                    RepositoryProblem.Unusable);
            }
        }
    }

    /// <summary>Copies the submodules' commits that a captured commit names, as far as they are checked out.</summary>
    /// <param name="workTree">The repository around the submodules.</param>
    /// <param name="commit">The captured commit.</param>
    /// <param name="destination">The experiment's repository.</param>
    public static void Receive(WorkTree workTree, string commit, Repository destination)
    {
        if (!workTree.HasSubmodules)
        {
            return;
        }

        Commit captured = workTree.Repository.FindCommit(commit)!;
        foreach (Submodule submodule in workTree.Repository.Submodules)
        {
            string path = Path.Combine(workTree.Location.WorkTree, submodule.Path);
            if (captured[submodule.Path] is not { Mode: Mode.GitLink } link || !Repository.IsValid(path))
            {
                continue;
            }

            using var repository = new Repository(path);
            if (repository.Lookup<Commit>(link.Target.Id) is not null)
            {
                new ObjectTransfer(repository, destination).Copy(link.Target.Sha);
                destination.Refs.Add(RefOf(link.Target.Sha), link.Target.Id, allowOverwrite: true);
            }
        }
    }
}
