using System.Globalization;
using Flammable.Errors;

namespace Flammable.Repairing;

/// <summary>Where repairs put what they take away: nothing of it is ever deleted.</summary>
/// <param name="libraryFolder">The full path of the library's folder.</param>
internal sealed class Quarantine(string libraryFolder)
{
    /// <summary>The folder's name, in the library's folder.</summary>
    public const string FolderName = ".quarantine";

    private readonly string _folder = Path.Combine(
        libraryFolder, FolderName, DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));

    /// <summary>Moves a file or folder of the library away, in one step.</summary>
    public void Move(string path) => Put(path, destination =>
    {
        if (Directory.Exists(path))
        {
            Directory.Move(path, destination);
        }
        else
        {
            File.Move(path, destination);
        }
    });

    /// <summary>Keeps a copy of a file that is about to be changed, on the disk.</summary>
    public void Copy(string path) => Keep(path, 0);

    /// <summary>Keeps a copy of a file's end that is about to be cut, on the disk.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="start">Where the end begins, in bytes.</param>
    public void Keep(string path, long start) => Put(path, destination =>
    {
        using FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        source.Position = start;
        AtomicFile.Write(destination, source.CopyTo);
    });

    private void Put(string path, Action<string> put)
    {
        string relative = Path.GetRelativePath(libraryFolder, path);
        // The identity beside a folder of code is the one thing that lies outside.
        string place = Path.Combine(_folder, relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFileName(path) : relative);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            put(Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? place : $"{place}.{number}").First(free => !Path.Exists(free)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The damaged '{path}' cannot be put into '{_folder}': {error.Message}", path, StoreProblem.NotWritable, error);
        }
    }
}
