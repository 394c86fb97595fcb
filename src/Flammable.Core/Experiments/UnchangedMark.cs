using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Flammable.Errors;
using Flammable.Git;

namespace Flammable.Experiments;

/// <summary>
/// What a folder looked like when it last was compared with a snapshot's code and found the same. While it looks like
/// that, nothing has to be compared.
/// </summary>
internal sealed partial class UnchangedMark
{
    // Two writes within this time may leave a file with one and the same time.
    private static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(100);

    private readonly string _path;
    private readonly string _folder;
    private readonly WorkTree _workTree;
    private readonly CodeBase _code;

    private UnchangedMark(string path, string folder, WorkTree workTree, CodeBase code)
    {
        _path = path;
        _folder = folder;
        _workTree = workTree;
        _code = code;
    }

    /// <summary>The mark of a folder.</summary>
    /// <param name="cacheFolder">The full path of the library's cache.</param>
    /// <param name="folder">The full path of the experiment's folder.</param>
    /// <param name="workTree">The repository around it.</param>
    /// <param name="code">The last snapshot's code.</param>
    public static UnchangedMark Of(string cacheFolder, string folder, WorkTree workTree, CodeBase code)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..32];
        return new UnchangedMark(Path.Combine(cacheFolder, "unchanged", $"{name}.json"), folder, workTree, code);
    }

    /// <summary>Compares the folder with the snapshot's code, unless it looks as it did when it was the same.</summary>
    /// <param name="compare">Compares.</param>
    public IReadOnlyList<ChangedFile> Check(Func<IReadOnlyList<ChangedFile>> compare)
    {
        DateTime start = DateTime.UtcNow;
        if (Read() is { } mark && mark.Code == _code && mark.Digest == Fingerprint(mark.Ignored).Digest)
        {
            return [];
        }

        IReadOnlyList<string> ignored = _workTree.Comparison.Ignored();
        FolderFingerprint before = Fingerprint(ignored);
        IReadOnlyList<ChangedFile> changes = compare();
        if (changes.Count == 0 && before.Newest < start - ClockTick && !_workTree.HasSubmodules)
        {
            Write(new Content(_code, ignored, before.Digest));
        }

        return changes;
    }

    private FolderFingerprint Fingerprint(IEnumerable<string> ignored)
    {
        FolderFingerprint files = FolderFingerprint.Of(_folder, ignored);
        string rules = string.Join('|', _workTree.RuleFiles().Select(Describe));
        return files with { Digest = $"{files.Digest}|{rules}" };
    }

    private static string Describe(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "";
    }

    private Content? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), MarkJson.Default.Content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private void Write(Content content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            AtomicFile.Write(_path, stream => JsonSerializer.Serialize(stream, content, MarkJson.Default.Content));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SnapshotStoreException)
        {
            // A library that cannot be written: the next check compares again.
        }
    }

    private sealed record Content(CodeBase Code, IReadOnlyList<string> Ignored, string Digest);

    [JsonSerializable(typeof(Content))]
    private sealed partial class MarkJson : JsonSerializerContext;
}
