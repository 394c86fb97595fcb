using System.Diagnostics;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>Runs programs to their end.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program and gives back what it printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    public static string Run(string program, string folder, params IEnumerable<string> arguments) =>
        RunWithInput(program, folder, "", arguments);

    /// <summary>Runs a program that reads a text.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    public static string RunWithInput(string program, string folder, string input, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}{output}");
    }
}
