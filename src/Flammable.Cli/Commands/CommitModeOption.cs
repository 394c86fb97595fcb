using System.CommandLine;

namespace Flammable.Cli.Commands;

/// <summary>The option that says where commits are put.</summary>
internal static class CommitModeOption
{
    public const string Auto = "auto";

    private const string Branch = "branch";
    private const string Detached = "detached";

    public static Option<string?> Create(string description, bool withAuto = false)
    {
        var option = new Option<string?>("--commit-mode") { Description = description };
        option.AcceptOnlyFromAmong(withAuto ? [Branch, Detached, Auto] : [Branch, Detached]);
        return option;
    }

    /// <summary>The mode of a name; <see langword="null"/> for <see cref="Auto"/> and for no name.</summary>
    public static CommitMode? Parse(string? name) => name switch
    {
        Branch => CommitMode.Branch,
        Detached => CommitMode.Detached,
        _ => null,
    };
}
