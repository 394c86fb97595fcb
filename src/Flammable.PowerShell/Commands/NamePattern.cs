using System.IO.Enumeration;
using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>The names of snapshots, experiments and servers that a pattern of <c>*</c> and <c>?</c> means. Letters match in either case.</summary>
internal static class NamePattern
{
    /// <summary>The pattern of all names.</summary>
    public const string All = "*";

    /// <summary>Whether a name is a pattern. Brackets are letters like others: folders may have them in their names.</summary>
    public static bool IsPattern(string? name) => name is not null && name.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a pattern means a snapshot by its id, its name, or one of them after <c>experiment/</c>.</summary>
    public static bool Matches(string pattern, Snapshot snapshot) =>
        Matches(pattern, snapshot.Id)
        || Matches(pattern, snapshot.Name)
        || Matches(pattern, snapshot.ToString())
        || Matches(pattern, $"{snapshot.Experiment}/{snapshot.Id}");

    /// <summary>Whether a pattern means the snapshot whose file cannot be read.</summary>
    public static bool Matches(string pattern, SnapshotStoreException error) =>
        Path.GetFileName(Path.GetDirectoryName(error.Path)) is string name
        && (Matches(pattern, name) || Matches(pattern, name[(name.LastIndexOf('-') + 1)..]));

    /// <summary>Whether a pattern means a name.</summary>
    public static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
