using Flammable.Git;

namespace Flammable.Cli.Printing;

/// <summary>The kind of a change as a word.</summary>
internal static class ChangeText
{
    public static string Of(ChangeKind change) => change switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Modified => "modified",
        ChangeKind.Deleted => "deleted",
        ChangeKind.Renamed => "renamed",
        _ => "type_changed",
    };
}
