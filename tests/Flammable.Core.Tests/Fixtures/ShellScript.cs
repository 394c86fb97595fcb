using System.Diagnostics;

namespace Flammable.Tests.Fixtures;

/// <summary>A program that is a shell script.</summary>
public static class ShellScript
{
    /// <summary>Writes a script that can be run at once.</summary>
    public static void Write(string path, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");

        // A process that another test starts meanwhile would hold a file of this process open, and what is open cannot be run.
        using Process writer = Process.Start(
            new ProcessStartInfo("sh", ["-c", "mkdir -p \"$(dirname \"$0\")\" && cat > \"$0\" && chmod u+x \"$0\"", path]) { RedirectStandardInput = true })!;
        writer.StandardInput.Write($"#!/bin/sh\n{script}\n");
        writer.StandardInput.Close();
        writer.WaitForExit();
        Assert.Equal(0, writer.ExitCode);
    }
}
