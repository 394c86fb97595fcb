using System.CommandLine;

namespace Flammable.Cli.Serving;

/// <summary>The options of a server in the background.</summary>
internal static class DetachOptions
{
    /// <summary>What a user says.</summary>
    public static Option<bool> Detach() =>
        new("--detach") { Description = "Serve in the background; stop it with 'flam server stop'." };

    /// <summary>What the process is told that a server is started as.</summary>
    public static Option<bool> Detached() => new("--detached") { Hidden = true };
}
