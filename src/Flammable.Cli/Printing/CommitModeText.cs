namespace Flammable.Cli.Printing;

/// <summary>A commit mode as the word that the options take.</summary>
internal static class CommitModeText
{
    public static string Of(CommitMode mode) => mode == CommitMode.Branch ? "branch" : "detached";
}
