using System.CommandLine;

namespace Flammable.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Library { get; } = new("--library")
    {
        Description = "The folder that owns all experiments, in place of the configured one.",
        HelpName = "folder",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Tell each step on standard error.",
        Recursive = true,
    };
}
