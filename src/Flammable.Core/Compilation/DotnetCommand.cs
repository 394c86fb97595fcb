using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Calls the .NET SDK, for tasks with packages or projects.</summary>
internal static class DotnetCommand
{
    /// <summary>Runs <c>dotnet</c> to its end.</summary>
    /// <exception cref="TaskCompilationException">There is no SDK.</exception>
    public static DotnetResult Run(string taskPath, string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Start(start, taskPath);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenRegistration kill = cancellation.Register(() => Kill(process));
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return new DotnetResult(process.ExitCode, output.ToString());
    }

    private static Process Start(ProcessStartInfo start, string taskPath)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new TaskCompilationException(
                taskPath,
                [new CompilationError("FLAM001", "the task has packages or a project, which need the .NET SDK, and 'dotnet' is not on the PATH", "", 0, 0, "")]);
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
