using System.Text.RegularExpressions;
using Flammable.Errors;
using Flammable.Experiments;

namespace Flammable.Transfer;

/// <summary>A place that snapshots are copied to or from.</summary>
/// <param name="Text">The full path of the folder, or the repository's address as git takes it.</param>
/// <param name="IsLibrary">Whether it is a library; else it is a git repository.</param>
public sealed partial record CopyPlace(string Text, bool IsLibrary)
{
    /// <summary>The place without a password, to be shown and kept.</summary>
    public string Shown => Password().Replace(Text, "$1");

    /// <summary>Whether a text is the address of a repository, as in <c>https://host/name.git</c> and <c>git@host:name.git</c>, and no path.</summary>
    /// <param name="text">What a user wrote.</param>
    public static bool IsAddress(string text) => Address().IsMatch(text) && !Directory.Exists(text);

    /// <summary>Looks what a place is.</summary>
    /// <param name="text">The full path of a folder, or an address.</param>
    /// <param name="mayBeNew">Whether a folder that is missing or empty is a library that is to be.</param>
    /// <exception cref="SnapshotStoreException">The folder is neither a library nor a git repository, or is not there.</exception>
    internal static CopyPlace Look(string text, bool mayBeNew)
    {
        if (IsAddress(text))
        {
            return new CopyPlace(text, IsLibrary: false);
        }

        string folder = Path.TrimEndingDirectorySeparator(text);
        bool isThere = Directory.Exists(folder);
        if (isThere && new ExperimentCatalog(folder).Names().Any())
        {
            return new CopyPlace(folder, IsLibrary: true);
        }

        if (isThere && IsRepository(folder))
        {
            return new CopyPlace(folder, IsLibrary: false);
        }

        // A library whose experiments are all gone has folders of its own, whose names begin with a dot.
        bool isEmpty = isThere && Directory.EnumerateFileSystemEntries(folder).All(entry => Path.GetFileName(entry).StartsWith('.'));
        return mayBeNew && (isEmpty || !Path.Exists(folder))
            ? new CopyPlace(folder, IsLibrary: true)
            : throw new SnapshotStoreException(
                Path.Exists(folder) ? $"The folder '{folder}' is neither a library nor a git repository." : $"The folder '{folder}' does not exist.",
                folder,
                StoreProblem.NoCopyPlace);
    }

    private static bool IsRepository(string folder) =>
        Path.Exists(Path.Combine(folder, ".git"))
        || (File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs")));

    // https://git-scm.com/docs/git-clone#_git_urls; one letter before a colon is a drive.
    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*://|[^/\\:]{2,}:(?!:))")]
    private static partial Regex Address();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*://[^/@:]*):[^/@]*(?=@)")]
    private static partial Regex Password();
}
