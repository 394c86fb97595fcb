using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Flammable.Cli.Tests.Fixtures;

/// <summary>The servers that a test has not stopped.</summary>
internal static class LeftServers
{
    /// <summary>Kills all that are alive, and waits until they are gone.</summary>
    /// <param name="folder">The registry; it need not exist.</param>
    public static void Kill(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder, "*.json"))
        {
            string held = Path.ChangeExtension(file, ".lock");
            try
            {
                if (IsHeld(held))
                {
                    using var process = Process.GetProcessById(ProcessId(file));
                    process.Kill(entireProcessTree: true);
                    process.WaitForExit();
                }
            }
            catch (Exception error) when (error is FileNotFoundException or ArgumentException)
            {
                // It takes its leave at this moment, its files first and its lock last.
                SpinWait.SpinUntil(() => !IsHeld(held), TimeSpan.FromMinutes(1));
            }
        }
    }

    /// <summary>The process of a server.</summary>
    public static int ProcessId(string file) => JsonNode.Parse(File.ReadAllText(file))!["process_id"]!.GetValue<int>();

    private static bool IsHeld(string path)
    {
        try
        {
            using FileStream probe = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return File.Exists(path);
        }
    }
}
