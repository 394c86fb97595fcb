using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Where an experiment's folder lies in a git repository.</summary>
/// <param name="WorkTree">The full path of the working tree's root, without a slash at its end.</param>
/// <param name="Prefix">The experiment's folder relative to it, with <c>/</c>; empty where it is the root.</param>
internal sealed record RepositoryLocation(string WorkTree, string Prefix)
{
    public bool IsRoot => Prefix.Length == 0;

    /// <summary>A path of the experiment as the repository names it.</summary>
    public string InRepository(string path) => IsRoot ? path : path.Length == 0 ? Prefix : $"{Prefix}/{path}";

    /// <summary>A path of the repository as the experiment names it.</summary>
    public string InExperiment(string path) => IsRoot ? path : path[(Prefix.Length + 1)..];

    /// <summary>Finds the repository that holds a folder.</summary>
    /// <param name="folder">The full path of the experiment's folder, which exists.</param>
    /// <returns>The place in the repository, or <see langword="null"/> where the folder is in none.</returns>
    /// <exception cref="RepositoryException">The folder lies in a bare repository or inside <c>.git</c>, or the repository cannot be opened.</exception>
    public static RepositoryLocation? Find(string folder)
    {
        NativeGit.EnsureReady();
        string real = RealPath.Of(folder);
        if (real.Split(Path.DirectorySeparatorChar).Contains(".git"))
        {
            throw new RepositoryException(
                $"The folder '{folder}' lies inside a .git folder.", folder, RepositoryProblem.InsideGitFolder);
        }

        return GitErrors.Translate(folder, () =>
        {
            if (Repository.Discover(real) is not { } gitFolder)
            {
                return null;
            }

            using Repository repository = Open(gitFolder);
            return Locate(repository, real);
        });
    }

    /// <summary>Makes a repository of a folder that is in none.</summary>
    public static RepositoryLocation Create(string folder)
    {
        NativeGit.EnsureReady();
        string real = RealPath.Of(folder);
        GitErrors.Translate(folder, () => Repository.Init(real));
        return new RepositoryLocation(real, "");
    }

    // libgit2 1.5 says "not found" of a repository that it found, where it belongs to another user and no safe.directory is set.
    private static Repository Open(string gitFolder)
    {
        try
        {
            return new Repository(gitFolder);
        }
        catch (RepositoryNotFoundException error)
        {
            throw GitErrors.ForeignOwner(gitFolder, error);
        }
    }

    private static RepositoryLocation Locate(Repository repository, string folder)
    {
        if (repository.Info.IsBare)
        {
            throw new RepositoryException(
                $"The repository '{repository.Info.Path.TrimEnd('/')}' is bare: it has no working tree.",
                repository.Info.Path,
                RepositoryProblem.Bare);
        }

        string root = Path.TrimEndingDirectorySeparator(RealPath.Of(repository.Info.WorkingDirectory));
        string relative = Path.GetRelativePath(root, folder).Replace(Path.DirectorySeparatorChar, '/');
        var location = new RepositoryLocation(root, relative == "." ? "" : relative);
        if (!location.IsRoot && repository.Ignore.IsPathIgnored(location.Prefix + "/"))
        {
            throw new RepositoryException(
                $"The folder '{folder}' is ignored by the repository '{root}', so that its code cannot be captured there.",
                root,
                RepositoryProblem.FolderIgnored);
        }

        return location;
    }
}
