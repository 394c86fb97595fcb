namespace Flammable.Tests.Fixtures;

/// <summary>Makes repositories as a user would.</summary>
public static class Committing
{
    /// <summary>Makes a repository of a folder and commits all files that are in it.</summary>
    public static void CommitAll(this string folder, string message = "by hand")
    {
        if (!Path.Exists(Path.Combine(folder, ".git")))
        {
            folder.Git("init", "--quiet", "--initial-branch=main");
        }

        folder.Git("add", "--all");
        folder.Git("commit", "--quiet", "--allow-empty", "--message", message);
    }

    /// <summary>The files of a commit, sorted.</summary>
    public static string[] FilesOf(this string folder, string commit) =>
        folder.Git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", commit).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
