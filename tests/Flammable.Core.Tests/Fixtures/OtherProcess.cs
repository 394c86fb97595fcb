using System.Diagnostics;

namespace Flammable.Tests.Fixtures;

/// <summary>A training in a process of its own, which may have another user and another home.</summary>
public static class OtherProcess
{
    /// <summary>The environment variable that says what to train; the other one is where.</summary>
    public const string FolderVariable = "FLAMMABLE_TEST_FOLDER";
    public const string LibraryVariable = "FLAMMABLE_TEST_LIBRARY";

    /// <summary>Somebody whose identity no machine knows.</summary>
    public const int Nobody = 54321;

    /// <summary>Starts a training.</summary>
    /// <param name="experiment">Whose library is used.</param>
    /// <param name="folder">The folder of code.</param>
    /// <param name="userId">The user to be; <see langword="null"/> for the test's own.</param>
    /// <param name="home">The home folder; <see langword="null"/> for the test's own.</param>
    public static async Task<string> TrainElsewhereAsync(this Experimenting experiment, string folder, int? userId = null, string? home = null)
    {
        string[] child = ["dotnet", typeof(OtherProcess).Assembly.Location, "-class", "Flammable.Tests.Fixtures.TrainingElsewhere", "-explicit", "only", "-noColor"];
        string[] command = userId is { } id
            ? ["setpriv", $"--reuid={id}", $"--regid={id}", "--clear-groups", .. child]
            : child;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = experiment.Root,
        };
        start.Environment[FolderVariable] = folder;
        start.Environment[LibraryVariable] = experiment.Library.Folder;
        start.Environment["HOME"] = home ?? Environment.GetEnvironmentVariable("HOME");
        start.Environment.Remove("XDG_CONFIG_HOME");
        if (userId is not null)
        {
            // The test's own temporary files may be where no other user can write.
            start.Environment["TMPDIR"] = "/tmp";
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output + await error;
    }

    /// <summary>Skips a test that must be the system's administrator to be somebody else.</summary>
    public static void NeedsRoot() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "Only root can be another user.");
}
