using System.ComponentModel;
using System.Diagnostics;
using Flammable.Errors;
using Flammable.Processes;

namespace Flammable.Transfer;

/// <summary>The user's own <c>git</c>, which knows the user's keys, passwords and proxies: what it reaches, snapshots can be copied to.</summary>
/// <param name="folder">The full path of the repository to run it in.</param>
/// <param name="mayAsk">Whether it may ask for a password on the terminal.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class GitProgram(string folder, bool mayAsk, CancellationToken cancellation)
{
    private const int ShownLines = 6;

    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(5);

    // Those of a git hook that Flammable was started from would lead git to another repository.
    private static readonly string[] Variables =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"];

    /// <summary>Runs git to its end.</summary>
    /// <param name="remote">The repository that it talks to, for messages.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="RepositoryException">There is no git, or it failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public string Run(string remote, IReadOnlyList<string> arguments, string input = "")
    {
        cancellation.ThrowIfCancellationRequested();
        using Process process = Start(arguments);
        using CancellationTokenRegistration kill = cancellation.Register(() => Kill(process));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Write(process, input);
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? output.Result
            : throw new RepositoryException(
                $"'git {arguments[0]}' failed with the repository '{remote}': {Summary(TextOf(error), process.ExitCode)}.",
                remote,
                RepositoryProblem.RemoteFailed);
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo
        {
            FileName = ProgramSearch.Find("git", folder, Environment.GetEnvironmentVariable("PATH")) ?? throw Missing(null),
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string variable in Variables)
        {
            start.Environment.Remove(variable);
        }

        if (!mayAsk)
        {
            start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw Missing(error);
        }
    }

    private static RepositoryException Missing(Exception? error) =>
        new("The program 'git' is not on the PATH, and snapshots go through other repositories with it.", "git", RepositoryProblem.GitMissing, error);

    private static void Write(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it read all: its exit code tells more.
        }
    }

    // A connection that ssh keeps open for the next time may hold the stream for ever.
    private static string TextOf(Task<string> error) => error.Wait(OutputPatience) ? error.Result : "";

    // Of the refs that a push lists, one that was refused stands for all: what the other side said of it must not be crowded out.
    private static string Summary(string error, int exitCode)
    {
        string[] lines =
        [
            .. error.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => !line.StartsWith("To ", StringComparison.Ordinal) && line[..Math.Min(2, line.Length)] is not ("* " or "+ " or "= "))
                .DistinctBy(line => line.StartsWith("! ", StringComparison.Ordinal) ? "! " : line),
        ];
        return lines.Length == 0 ? $"it ended with exit code {exitCode}" : string.Join("; ", lines.TakeLast(ShownLines)).TrimEnd('.');
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
