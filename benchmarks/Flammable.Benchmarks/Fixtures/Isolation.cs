namespace Flammable.Benchmarks.Fixtures;

/// <summary>
/// Keeps the settings, libraries and caches of the user who measures out of what is measured: in this process and in those
/// that it starts.
/// </summary>
internal static class Isolation
{
    /// <summary>Sets the environment.</summary>
    /// <param name="folder">Takes the place of the user's folders.</param>
    public static void Begin(TemporaryFolder folder)
    {
        Set("FLAMMABLE_LIBRARY", folder.At("library"));
        Set("XDG_CONFIG_HOME", folder.At("config"));
        Set("XDG_DATA_HOME", folder.At("data"));
        Set("XDG_CACHE_HOME", folder.At("cache"));
        Set("GIT_CONFIG_NOSYSTEM", "1");
        Set("GIT_CONFIG_GLOBAL", folder.Write("gitconfig", ""));
        Set("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Set("POWERSHELL_UPDATECHECK", "Off");
    }

    private static void Set(string name, string value) => Environment.SetEnvironmentVariable(name, value);
}
