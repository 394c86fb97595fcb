using Flammable.Execution;
using Flammable.Git;

namespace Flammable.Experiments;

/// <summary>
/// Finds the data files that were captured with a snapshot's code, as they were; those that were not captured are looked
/// for in the experiment's folder.
/// </summary>
/// <param name="repositoryPath">The full path of the experiment's repository.</param>
/// <param name="code">The snapshot's code.</param>
/// <param name="codeFolder">The full path of the experiment's folder; <see langword="null"/> where it is not known.</param>
/// <param name="cacheFolder">The full path of the folder that captured files are written to where the user's differ.</param>
/// <param name="checkOutCode">Writes the snapshot's code to a folder.</param>
internal sealed class DataOfSnapshot(
    string repositoryPath, CodeBase code, string? codeFolder, string cacheFolder, Func<RunFolder> checkOutCode) : IDataFiles
{
    public string Places =>
        $"in commit {code.Commit[..Math.Min(7, code.Commit.Length)]}{(codeFolder is null ? "" : $" nor in '{codeFolder}'")}";

    public string? Find(string path)
    {
        if (Path.IsPathFullyQualified(path))
        {
            return Path.Exists(path) ? path : null;
        }

        string? here = codeFolder is null ? null : Path.GetFullPath(path, codeFolder);
        return FindCaptured(InFolder(path), here) ?? (Path.Exists(here) ? here : null);
    }

    public string? FindProgram(string path) => Find(path);

    public RunFolder CheckOutCode() => checkOutCode();

    private string? FindCaptured(string path, string? here)
    {
        if (path is "." or ".." || path.StartsWith("../", StringComparison.Ordinal))
        {
            return null;
        }

        using ExperimentRepository? repository = ExperimentRepository.Open(repositoryPath);
        return repository?.FindData(code, path, here, cacheFolder);
    }

    // The path as git writes it: with '/', and no '.' or '..' on the way.
    private static string InFolder(string path)
    {
        string root = Path.GetTempPath();
        return Path.GetRelativePath(root, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path.Replace('\\', '/'), root)))
            .Replace(Path.DirectorySeparatorChar, '/');
    }
}
