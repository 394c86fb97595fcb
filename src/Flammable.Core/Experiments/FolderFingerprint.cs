using System.Buffers;
using System.Collections.Frozen;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Flammable.Experiments;

/// <summary>
/// A hash of the names, sizes, times and modes of all files of a folder: as long as it stays the same, no file was
/// touched. No file is opened.
/// </summary>
/// <param name="Digest">The hash, in hexadecimal digits.</param>
/// <param name="Newest">The latest time of writing among the files, in UTC.</param>
internal sealed record FolderFingerprint(string Digest, DateTime Newest)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    /// <summary>Takes the fingerprint of a folder.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="skipped">The files and folders to pass over, relative to the folder, with <c>/</c>.</param>
    public static FolderFingerprint Of(string folder, IEnumerable<string> skipped)
    {
        Part part = Walk(folder, "", skipped.ToFrozenSet(), isRoot: true);
        return new FolderFingerprint(Convert.ToHexStringLower(part.Hash), new DateTime(part.Newest, DateTimeKind.Utc));
    }

    private static Part Walk(string folder, string path, FrozenSet<string> skipped, bool isRoot)
    {
        Item[] items = [.. new FileSystemEnumerable<Item>(folder, Describe, Everything).Where(item => IsCounted(item.Name, path))];
        Array.Sort(items, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        if (isRoot)
        {
            // The root's folders share the work out among the processors.
            Parallel.For(0, items.Length, EnterFolder);
        }
        else
        {
            for (int i = 0; i < items.Length; i++)
            {
                EnterFolder(i);
            }
        }

        return Combine(items);

        // A .gitignore may ignore itself, and still decides about others.
        bool IsCounted(string name, string path) => name == ".gitignore" || (name != ".git" && !skipped.Contains(path + name));

        void EnterFolder(int i)
        {
            if (items[i].IsFolder)
            {
                items[i].Inner = Walk(Path.Join(folder, items[i].Name), $"{path}{items[i].Name}/", skipped, isRoot: false);
            }
        }
    }

    private static Item Describe(ref FileSystemEntry entry)
    {
        var item = new Item { Name = entry.FileName.ToString(), IsFolder = entry.IsDirectory };
        if (!item.IsFolder || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            item.IsFolder = false;
            item.Length = entry.Length;
            item.Time = entry.LastWriteTimeUtc.UtcTicks;
            item.Mode = OperatingSystem.IsWindows() ? (int)entry.Attributes : (int)entry.ToFileSystemInfo().UnixFileMode;
        }

        return item;
    }

    private static Part Combine(Item[] items)
    {
        var content = new ArrayBufferWriter<byte>(4096);
        long newest = 0;
        foreach (Item item in items)
        {
            Encoding.UTF8.GetBytes(item.Name, content);
            if (item.Inner is { } inner)
            {
                content.Write(inner.Hash);
                newest = Math.Max(newest, inner.Newest);
            }
            else
            {
                Append(content, item.Time);
                Append(content, item.Length);
                Append(content, item.Mode);
                newest = Math.Max(newest, item.Time);
            }
        }

        return new Part(SHA256.HashData(content.WrittenSpan), newest);
    }

    private static void Append(ArrayBufferWriter<byte> content, long value)
    {
        BitConverter.TryWriteBytes(content.GetSpan(sizeof(long)), value);
        content.Advance(sizeof(long));
    }

    private struct Item
    {
        public string Name;
        public bool IsFolder;
        public long Length;
        public long Time;
        public int Mode;
        public Part? Inner;
    }

    private sealed record Part(byte[] Hash, long Newest);
}
