using System.Globalization;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>Runs scripts in PowerShell.</summary>
internal static class Pwsh
{
    private static readonly string _name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";

    /// <summary>Why nothing can be measured in PowerShell; <see langword="null"/> where it can.</summary>
    public static string? Missing { get; } =
        !IsOnPath() ? "pwsh is not on the PATH"
        : !Directory.Exists(Products.Module) ? "output/Flammable is not built"
        : null;

    /// <summary>The command that imports the module.</summary>
    public static string Import { get; } = $"Import-Module '{Products.Module.Replace("'", "''")}'";

    /// <summary>Runs a command in a fresh session without a profile.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(string folder, string command) =>
        ChildProcess.Run(_name, folder, "-NoProfile", "-NonInteractive", "-Command", command);

    /// <summary>Runs a script that prints numbers, one a line.</summary>
    public static double[] Numbers(string folder, string script)
    {
        string path = Path.Combine(folder, "measure.ps1");
        File.WriteAllText(path, script);
        string output = ChildProcess.Run(_name, folder, "-NoProfile", "-NonInteractive", "-File", path);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    private static bool IsOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, _name)));
}
