using Flammable.Errors;

namespace Flammable.Restoring;

/// <summary>A folder in the making: it appears in its place whole, in one step, or not at all.</summary>
/// <remarks>
/// It is filled in a folder beside its place, whose name begins with a dot and which a lock keeps: what a killed process
/// left behind has none, and is removed by the next one with the same place.
/// </remarks>
internal sealed class UnfinishedFolder : IDisposable
{
    private const string LockFile = "lock";
    private const string Mark = ".unfinished-";

    private readonly string _place;
    private readonly string _around;
    private readonly FileStream _lock;
    private readonly string[] _newParents;

    /// <summary>Makes the folder beside its place.</summary>
    /// <param name="place">The full path of the place, in which nothing is.</param>
    /// <exception cref="IOException">The folder around the place cannot be written.</exception>
    public UnfinishedFolder(string place)
    {
        _place = place;
        string parent = System.IO.Path.GetDirectoryName(place)!;
        _newParents = [.. Parents(place).TakeWhile(folder => !Directory.Exists(folder))];
        Directory.CreateDirectory(parent);
        RemoveLeftovers(parent);
        _around = System.IO.Path.Combine(parent, $"{Prefix}{System.IO.Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(Path);
            _lock = new FileStream(System.IO.Path.Combine(_around, LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
        catch
        {
            Remove();
            throw;
        }
    }

    /// <summary>The full path of the folder while it is filled.</summary>
    public string Path => System.IO.Path.Combine(_around, "content");

    private string Prefix => $".{System.IO.Path.GetFileName(_place)}{Mark}";

    /// <summary>Puts the folder into its place.</summary>
    /// <exception cref="DestinationException">Something came there meanwhile.</exception>
    public void Keep()
    {
        try
        {
            Directory.Move(Path, _place);
        }
        catch (IOException error) when (Occupied(_place))
        {
            throw new DestinationException($"The destination '{_place}' exists already.", _place, DestinationProblem.Exists, error);
        }
    }

    /// <summary>Whether anything is in a place, a link that leads nowhere included.</summary>
    public static bool Occupied(string place) => System.IO.Path.Exists(place) || new FileInfo(place).LinkTarget is not null;

    public void Dispose()
    {
        _lock.Dispose();
        Remove();
    }

    private void Remove()
    {
        DeleteQuietly(_around);
        foreach (string folder in _newParents)
        {
            DeleteWhenEmpty(folder);
        }
    }

    private void RemoveLeftovers(string parent)
    {
        foreach (string folder in Directory.EnumerateDirectories(parent).Where(IsOfThisPlace).Where(IsAbandoned).ToList())
        {
            DeleteQuietly(folder);
        }
    }

    private bool IsOfThisPlace(string folder) => System.IO.Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal);

    private static bool IsAbandoned(string folder)
    {
        try
        {
            using FileStream probe = new(System.IO.Path.Combine(folder, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (string? parent = System.IO.Path.GetDirectoryName(path); parent is not null; parent = System.IO.Path.GetDirectoryName(parent))
        {
            yield return parent;
        }
    }

    private static void DeleteQuietly(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next restore to this place tries again.
        }
    }

    private static void DeleteWhenEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It holds the result, or what others put there.
        }
    }
}
