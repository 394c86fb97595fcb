using System.Diagnostics;

namespace Flammable.Cli.Tests.Fixtures;

/// <summary>An environment in which a program finds nothing of the user who runs the tests.</summary>
internal static class IsolatedEnvironment
{
    public static void Apply(ProcessStartInfo start, string home)
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["HOME"] = home;
        start.Environment["USERPROFILE"] = home;
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(home, ".config");
        start.Environment["XDG_DATA_HOME"] = Path.Combine(home, ".local", "share");
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(home, ".cache");
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (string name in new[] { "CI", "NO_COLOR", "TERM", "GIT_DIR", "GIT_WORK_TREE", "GIT_CONFIG_GLOBAL", "GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME" })
        {
            start.Environment.Remove(name);
        }
    }
}
