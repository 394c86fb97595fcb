using System.Diagnostics;

namespace Flammable.Tests.Fixtures;

/// <summary>Runs one explicit test of this assembly in a process of its own, to be killed or to be crashed.</summary>
public sealed class ChildProcess : IDisposable
{
    private const string Argument = "FLAM_TEST_ARGUMENT";

    private readonly TemporaryFolder _temporary;
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ChildProcess(Process process, TemporaryFolder temporary)
    {
        _process = process;
        _temporary = temporary;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What the parent gave to the child, in the child.</summary>
    public static string Given =>
        Environment.GetEnvironmentVariable(Argument) ?? throw new InvalidOperationException("This test is the child of another.");

    /// <summary>Starts the test <paramref name="method"/> of <typeparamref name="TClass"/>, marked <c>Explicit</c>.</summary>
    public static ChildProcess Start<TClass>(string method, string argument, params (string Name, string? Value)[] environment)
    {
        string assembly = typeof(TClass).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [assembly, "-method", $"{typeof(TClass).FullName}.{method}", "-explicit", "only", "-noColor", "-noLogo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What a killed child leaves behind goes with this folder.
        var temporary = new TemporaryFolder();
        start.Environment["TMPDIR"] = start.Environment["TEMP"] = start.Environment["TMP"] = temporary.Path;
        start.Environment[Argument] = argument;
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start)!, temporary);
    }

    /// <summary>Runs the test to its end, which must be a good one.</summary>
    public static void Run<TClass>(string method, string argument, params (string Name, string? Value)[] environment)
    {
        using ChildProcess child = Start<TClass>(method, argument, environment);
        (int exitCode, string output) = child.WaitForEnd();
        Assert.True(exitCode == 0 && output.Contains("Failed: 0", StringComparison.Ordinal) && !output.Contains("Total: 0", StringComparison.Ordinal), output);
    }

    /// <summary>Waits for a process that dies by itself.</summary>
    public void WaitForExit() => WaitForEnd();

    /// <summary>Ends the process as a crash would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    private (int ExitCode, string Output) WaitForEnd()
    {
        if (!_process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            Kill();
        }

        return (_process.ExitCode, _output.Result + _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        _temporary.Dispose();
    }
}
