using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>A folder that is in no repository, seen as git would see it: through an empty repository elsewhere, for a moment.</summary>
internal static class UntrackedFolder
{
    /// <summary>Looks at the folder. Nothing is written to it.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="look">Looks; what it is given does not outlive the call.</param>
    public static T Look<T>(string folder, Func<WorkTree, T> look)
    {
        DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("flammable-");
        try
        {
            using WorkTree workTree = GitErrors.Translate(folder, () =>
            {
                Repository.Init(elsewhere.FullName, isBare: true);
                var options = new RepositoryOptions
                {
                    WorkingDirectoryPath = folder,
                    IndexPath = Path.Combine(elsewhere.FullName, "index"),
                };
                return WorkTree.Open(new Repository(elsewhere.FullName, options));
            });
            return look(workTree);
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }
}
