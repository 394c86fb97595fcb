using Flammable.Errors;

namespace Flammable.Lifecycle;

/// <summary>A copy of a folder on another disk: files with their times and permissions, symbolic links as links, empty folders too.</summary>
/// <param name="source">The full path of the folder.</param>
/// <param name="without">The full paths of what is left out.</param>
/// <param name="cancellation">Ends the copying.</param>
internal sealed class FolderCopy(string source, IReadOnlyCollection<string> without, CancellationToken cancellation)
{
    /// <summary>Writes the copy and checks it.</summary>
    /// <param name="destination">The full path of a folder that does not exist.</param>
    /// <exception cref="SnapshotStoreException">The folder was changed meanwhile.</exception>
    public void Write(string destination)
    {
        Dictionary<string, Stamp> before = Stamps(source);
        Copy(new DirectoryInfo(source), destination);
        bool isSame = IsSame(before, Stamps(source)) && IsSame(WithoutTimes(before), WithoutTimes(Stamps(destination)));
        if (!isSame)
        {
            throw new SnapshotStoreException(
                $"The folder '{source}' was changed while it was copied to '{destination}'.", source, StoreProblem.NotReadable);
        }
    }

    private void Copy(DirectoryInfo folder, string destination)
    {
        Directory.CreateDirectory(destination);
        foreach (FileSystemInfo item in Items(folder))
        {
            cancellation.ThrowIfCancellationRequested();
            string copy = Path.Combine(destination, item.Name);
            switch (item)
            {
                case { LinkTarget: { } target }:
                    Link(item, copy, target);
                    break;
                case DirectoryInfo inner:
                    Copy(inner, copy);
                    break;
                default:
                    File.Copy(item.FullName, copy);
                    Flush(copy);
                    break;
            }
        }
    }

    private IEnumerable<FileSystemInfo> Items(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos().Where(item => !without.Contains(item.FullName));

    private static void Link(FileSystemInfo item, string copy, string target)
    {
        if (item is DirectoryInfo)
        {
            Directory.CreateSymbolicLink(copy, target);
        }
        else
        {
            File.CreateSymbolicLink(copy, target);
        }
    }

    // The original is deleted next. Windows flushes what is open for writing alone, and File.Copy has done so there.
    private static void Flush(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
            RandomAccess.FlushToDisk(file);
        }
    }

    private Dictionary<string, Stamp> Stamps(string root)
    {
        var stamps = new Dictionary<string, Stamp>();
        var waiting = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (waiting.TryPop(out DirectoryInfo? folder))
        {
            foreach (FileSystemInfo item in Items(folder))
            {
                bool isFile = item is FileInfo { LinkTarget: null };
                stamps[Path.GetRelativePath(root, item.FullName)] = new Stamp(
                    item.LinkTarget, isFile ? ((FileInfo)item).Length : -1, isFile ? item.LastWriteTimeUtc : default);
                if (item is DirectoryInfo { LinkTarget: null } inner)
                {
                    waiting.Push(inner);
                }
            }
        }

        return stamps;
    }

    // Disks keep times of different fineness.
    private static Dictionary<string, Stamp> WithoutTimes(Dictionary<string, Stamp> stamps) =>
        stamps.ToDictionary(one => one.Key, one => one.Value with { Written = default });

    private static bool IsSame(Dictionary<string, Stamp> first, Dictionary<string, Stamp> second) =>
        first.Count == second.Count && first.All(one => second.GetValueOrDefault(one.Key) == one.Value);

    private sealed record Stamp(string? Target, long Length, DateTime Written);
}
