using Flammable.Errors;

namespace Flammable.Experiments;

/// <summary>The identity that is kept beside the code, in a folder that git ignores by its own <c>.gitignore</c>.</summary>
internal static class ExperimentIdentity
{
    private const string FolderName = ".flammable";

    /// <summary>The identity of a folder of code; <see langword="null"/> where it has none.</summary>
    public static ExperimentFile? Of(string codeFolder) => ExperimentFile.Read(Path.Combine(codeFolder, FolderName));

    /// <exception cref="SnapshotStoreException">The folder cannot be written.</exception>
    public static void Write(string codeFolder, Guid id, string name)
    {
        string folder = Path.Combine(codeFolder, FolderName);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The experiment's identity cannot be kept in '{codeFolder}': {error.Message}", codeFolder, StoreProblem.NotWritable, error);
        }

        AtomicFile.Write(Path.Combine(folder, ".gitignore"), stream => stream.Write("*\n"u8));
        new ExperimentFile { Id = id, Name = name }.Write(folder);
    }
}
