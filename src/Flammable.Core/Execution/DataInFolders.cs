namespace Flammable.Execution;

/// <summary>Finds data files in folders, the first that has them.</summary>
/// <param name="folders">The full paths of the folders.</param>
internal sealed class DataInFolders(IReadOnlyList<string> folders) : IDataFiles
{
    public string Places => $"in {string.Join(" nor in ", folders.Select(folder => $"'{folder}'"))}";

    public string? Find(string path) =>
        folders.Select(folder => Path.GetFullPath(path, folder)).FirstOrDefault(Path.Exists);
}
