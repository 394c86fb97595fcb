namespace Flammable.Execution;

/// <summary>Finds data files in folders, the first that has them.</summary>
/// <param name="folders">The full paths of the folders.</param>
/// <param name="checkOutCode">Writes the code that runs to a folder; <see langword="null"/> where it runs in the first of the folders.</param>
internal sealed class DataInFolders(IReadOnlyList<string> folders, Func<RunFolder>? checkOutCode = null) : IDataFiles
{
    public string Places => $"in {string.Join(" nor in ", folders.Select(folder => $"'{folder}'"))}";

    public string? Find(string path) =>
        folders.Select(folder => Path.GetFullPath(path, folder)).FirstOrDefault(Path.Exists);

    public string? FindProgram(string path) => Find(path);

    public RunFolder CheckOutCode() => checkOutCode?.Invoke() ?? RunFolder.Around(folders[0]);
}
