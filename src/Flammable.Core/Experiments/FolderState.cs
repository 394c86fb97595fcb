using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Flammable.Experiments;

/// <summary>What all files of a folder look like from outside. No file is opened.</summary>
/// <param name="Folders">A hash of the files of each folder, by its path relative to the whole, with <c>/</c> at its end.</param>
/// <param name="Rules">A hash of the files that tell git what to ignore and how to store the others.</param>
/// <param name="Newest">The latest time among the files, in UTC.</param>
internal sealed record FolderState(IReadOnlyDictionary<string, string> Folders, string Rules, DateTime Newest)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="skipped">The files and folders to pass over, relative to the folder; a folder ends with <c>/</c>.</param>
    public static FolderState Of(string folder, IEnumerable<string> skipped)
    {
        var parts = new ConcurrentDictionary<string, Part>();
        Walk(folder, "", skipped.ToFrozenSet(), parts);
        IEnumerable<byte> rules = parts.OrderBy(part => part.Key, StringComparer.Ordinal).SelectMany(part => part.Value.Rules);
        return new FolderState(
            parts.ToDictionary(part => part.Key, part => part.Value.Hash),
            Hash([.. rules]),
            parts.Values.Select(part => part.Newest).DefaultIfEmpty().Max());
    }

    /// <summary>The folders that do not look the same in another state, of which one of the two may lack some.</summary>
    public IEnumerable<string> FoldersThatDiffer(IReadOnlyDictionary<string, string> other) =>
        Folders.Where(folder => other.GetValueOrDefault(folder.Key) != folder.Value).Select(folder => folder.Key)
            .Concat(other.Keys.Where(folder => !Folders.ContainsKey(folder)));

    private static void Walk(string folder, string path, FrozenSet<string> skipped, ConcurrentDictionary<string, Part> parts)
    {
        (string Name, bool IsFolder)[] items =
        [
            .. new FileSystemEnumerable<(string Name, bool IsFolder)>(folder, Describe, Everything).Where(IsCounted),
        ];
        Array.Sort(items, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        parts[path] = Look(folder, items.Where(item => !item.IsFolder).Select(item => item.Name));
        string[] inner = [.. items.Where(item => item.IsFolder).Select(item => item.Name)];
        if (inner.Length > 1)
        {
            Parallel.ForEach(inner, Enter);
        }
        else
        {
            Array.ForEach(inner, Enter);
        }

        void Enter(string name) => Walk(Path.Join(folder, name), $"{path}{name}/", skipped, parts);

        // A .gitignore may ignore itself, and still decides about others.
        bool IsCounted((string Name, bool IsFolder) item) =>
            item.Name == ".gitignore" || (item.Name != ".git" && !skipped.Contains($"{path}{item.Name}{(item.IsFolder ? "/" : "")}"));
    }

    private static (string Name, bool IsFolder) Describe(ref FileSystemEntry entry) =>
        (entry.FileName.ToString(), entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint));

    private static Part Look(string folder, IEnumerable<string> names)
    {
        using var content = new MemoryStream();
        using var rules = new MemoryStream();
        DateTime newest = DateTime.MinValue;
        Span<byte> stamp = stackalloc byte[FileStamp.Length];
        foreach (string name in names)
        {
            DateTime time = FileStamp.Take(Path.Join(folder, name), stamp);
            newest = time > newest ? time : newest;
            Append(content, name, stamp);
            if (name is ".gitignore" or ".gitattributes")
            {
                Append(rules, name, stamp);
            }
        }

        return new Part(Hash(content.GetBuffer().AsSpan(0, (int)content.Length)), rules.ToArray(), newest);
    }

    private static void Append(MemoryStream content, string name, ReadOnlySpan<byte> stamp)
    {
        content.Write(Encoding.UTF8.GetBytes(name));
        content.WriteByte(0);
        content.Write(stamp);
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));

    private sealed record Part(string Hash, byte[] Rules, DateTime Newest);
}
