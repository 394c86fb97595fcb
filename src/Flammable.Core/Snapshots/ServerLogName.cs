using System.Text.RegularExpressions;

namespace Flammable.Snapshots;

/// <summary>The names of the logs that servers keep in the folder of the snapshot that they serve. They are of a server, not of the snapshot.</summary>
public static partial class ServerLogName
{
    /// <summary>The name of a server's first log; those after it have a number before their ending.</summary>
    /// <param name="id">The server's id.</param>
    public static string Of(string id) => $"server-{id}.jsonl";

    /// <summary>The id of the server that a file is a log of; <see langword="null"/> where it is none.</summary>
    /// <param name="name">The file's name.</param>
    public static string? IdIn(string name) => Pattern().Match(name) is { Success: true } match ? match.Groups["id"].Value : null;

    /// <summary>Whether a file is the log of a server.</summary>
    internal static bool IsMatch(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"^server-(?<id>[a-z]{5})(_[0-9]{3,})?\.jsonl\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
