using System.Diagnostics;
using System.Globalization;

namespace Flammable.Tests.Fixtures;

/// <summary>Processes that a script has written the ids of.</summary>
public static class ProcessId
{
    /// <summary>Whether the process runs; one that has ended and that nobody has asked for does not.</summary>
    public static bool IsAlive(string id)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            return !process.HasExited && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until a script has written the id of a process.</summary>
    public static void WaitUntilWritten(string file) =>
        Until.True(() => File.Exists(file) && File.ReadAllText(file).EndsWith('\n'), "the program runs");

    /// <summary>Waits until none of the processes runs whose ids are in a file, one a line.</summary>
    public static void WaitUntilGone(string file)
    {
        string[] ids = [.. File.ReadAllLines(file).Where(line => line.Length > 0)];
        Assert.NotEmpty(ids);
        Until.True(() => !ids.Any(IsAlive), "the processes are gone");
    }
}
