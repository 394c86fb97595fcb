using System.Text.Json;
using System.Text.Json.Serialization;
using Flammable.Errors;
using Flammable.Git;

namespace Flammable.Experiments;

/// <summary>
/// What a folder looked like when it last was the same as a snapshot's code. While it looks like that, nothing has to be
/// compared; else only the files of the folders in it that look different.
/// </summary>
internal sealed partial class UnchangedMark
{
    private readonly string _path;
    private readonly string _folder;
    private readonly WorkTree _workTree;
    private readonly CodeBase _code;
    private readonly DateTime _opened;
    private IReadOnlyList<string>? _ignored;
    private FolderState? _state;

    private UnchangedMark(string path, string folder, WorkTree workTree, CodeBase code, DateTime opened)
    {
        _path = path;
        _folder = folder;
        _workTree = workTree;
        _code = code;
        _opened = opened;
    }

    /// <summary>The mark of a folder.</summary>
    /// <param name="cacheFolder">The full path of the library's cache.</param>
    /// <param name="folder">The full path of the experiment's folder.</param>
    /// <param name="workTree">The repository around it.</param>
    /// <param name="code">The last snapshot's code.</param>
    /// <param name="opened">When the first file of the folder was read, in UTC: what was written later may be read or not.</param>
    public static UnchangedMark Of(string cacheFolder, string folder, WorkTree workTree, CodeBase code, DateTime opened)
    {
        string path = Path.Combine(cacheFolder, "unchanged", $"{CacheName.Of(folder)}.json");
        return new UnchangedMark(path, folder, workTree, code, opened);
    }

    /// <summary>Compares the folder with the snapshot's code, as far as it does not look as it did when it was the same.</summary>
    /// <param name="compare">Compares.</param>
    public IReadOnlyList<ChangedFile> Check(Func<IReadOnlyList<ChangedFile>> compare)
    {
        if (Read() is { } mark && mark.Code == _code && Look(mark.Ignored) is var state && mark.Rules == Rules(state))
        {
            string[] folders = [.. state.FoldersThatDiffer(mark.Folders)];
            if (folders.Length == 0)
            {
                return [];
            }

            _workTree.Comparison.Restrict(_code, folders, mark.Folders.Keys);
            string[] added = [.. _workTree.Comparison.Ignored().Except(mark.Ignored)];
            if (added.Length > 0)
            {
                Look([.. mark.Ignored, .. added]);
            }
        }
        else
        {
            Look(_workTree.Comparison.Ignored());
        }

        IReadOnlyList<ChangedFile> changes = compare();
        if (changes.Count == 0)
        {
            Keep(_code);
        }

        return changes;
    }

    /// <summary>Marks the folder, as it was when it was checked, as the same as the code that was captured after the check.</summary>
    public void Keep(CodeBase code)
    {
        if (_state is not null && _state.Newest < _opened - FileStamp.ClockTick && !_workTree.HasSubmodules)
        {
            Write(new Content(code, _ignored!, _state.Folders, Rules(_state)));
        }
    }

    private FolderState Look(IReadOnlyList<string> ignored)
    {
        _ignored = ignored;
        return _state = FolderState.Of(_folder, ignored);
    }

    private string Rules(FolderState state) => $"{state.Rules}|{string.Join('|', _workTree.RuleFiles().Select(Describe))}";

    private static string Describe(string path)
    {
        Span<byte> stamp = stackalloc byte[FileStamp.Length];
        FileStamp.Take(path, stamp);
        return Convert.ToHexStringLower(stamp);
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
            AtomicFile.Write(_path, stream => JsonSerializer.Serialize(stream, content, MarkJson.Default.Content), toDisk: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SnapshotStoreException)
        {
            // A library that cannot be written: the next check compares again.
        }
    }

    private sealed record Content(
        CodeBase Code, IReadOnlyList<string> Ignored, IReadOnlyDictionary<string, string> Folders, string Rules);

    [JsonSerializable(typeof(Content))]
    private sealed partial class MarkJson : JsonSerializerContext;
}
