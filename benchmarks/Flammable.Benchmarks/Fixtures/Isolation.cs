namespace Flammable.Benchmarks.Fixtures;

/// <summary>
/// Keeps the settings, libraries and caches of the user who measures out of what is measured: in this process and in those
/// that it starts.
/// </summary>
internal sealed class Isolation : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Isolation()
    {
        Set("FLAMMABLE_LIBRARY", _folder.At("library"));
        Set("XDG_CONFIG_HOME", _folder.At("config"));
        Set("XDG_DATA_HOME", _folder.At("data"));
        Set("XDG_CACHE_HOME", _folder.At("cache"));
        Set("GIT_CONFIG_NOSYSTEM", "1");
        Set("GIT_CONFIG_GLOBAL", _folder.Write("gitconfig", ""));
        Set("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Set("POWERSHELL_UPDATECHECK", "Off");
    }

    public void Dispose() => _folder.Dispose();

    private static void Set(string name, string value) => Environment.SetEnvironmentVariable(name, value);
}
