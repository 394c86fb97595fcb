using System.Security.Cryptography;
using System.Text;

namespace Flammable.Compilation;

/// <summary>The bytes of a task's code, read once: what is compiled is what is captured.</summary>
/// <param name="Location">Where the code is, or was.</param>
/// <param name="Files">The files by their path in the experiment's folder, with <c>/</c>.</param>
internal sealed record SourceSet(TaskLocation Location, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Whether the task is in another language, so that nothing is compiled.</summary>
    public bool IsManifest => CodeFile.IsManifest(Location.EntryFile);

    /// <summary>The project to build; <see langword="null"/> where the task is C# files alone.</summary>
    public string? ProjectFile
    {
        get
        {
            if (Location.EntryFile.Length > 0)
            {
                return CodeFile.IsProject(Location.EntryFile) ? Location.EntryFile : null;
            }

            string[] projects = [.. Files.Keys.Where(path => !path.Contains('/') && CodeFile.IsProject(path))];
            return projects.Length == 1 ? projects[0] : null;
        }
    }

    /// <summary>The text of a C# file.</summary>
    public string Text(string path)
    {
        using var reader = new StreamReader(new MemoryStream(Files[path]), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>A hash of all names and bytes, with what else decides the result of compiling them.</summary>
    /// <param name="conditions">Versions and options.</param>
    public string Hash(params IEnumerable<string> conditions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string condition in conditions)
        {
            Append(hash, Encoding.UTF8.GetBytes(condition));
        }

        foreach ((string path, byte[] content) in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(path));
            Append(hash, content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, byte[] part)
    {
        hash.AppendData(BitConverter.GetBytes(part.Length));
        hash.AppendData(part);
    }
}
