using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Flammable.Snapshots;

namespace Flammable.Environments;

/// <summary>Asks <c>nvidia-smi</c>, which comes with NVIDIA's driver, for the graphics processors.</summary>
/// <remarks>See https://docs.nvidia.com/deploy/nvidia-smi/.</remarks>
internal static class NvidiaTool
{
    private const int LongestAnswer = 1 << 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A process's computer stays the same.
    private static volatile IReadOnlyList<Gpu>? _known;

    /// <summary>The graphics processors; none where the tool is missing, fails, takes too long, or answers something else.</summary>
    public static Task<IReadOnlyList<Gpu>> GetGpusAsync(CancellationToken cancellation) =>
        _known is { } known ? Task.FromResult(known)
        : OnPath() is { } tool ? Task.Run(() => AskAsync(tool, cancellation), CancellationToken.None)
        : Task.FromResult<IReadOnlyList<Gpu>>([]);

    /// <summary>The processors of an answer: lines of name, memory in MiB and driver; none where a line is anything else.</summary>
    public static IReadOnlyList<Gpu> Parse(string answer)
    {
        string[] lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Gpu[] gpus = [.. lines.Select(ParseLine).OfType<Gpu>()];
        return gpus.Length == lines.Length ? gpus : [];
    }

    private static Gpu? ParseLine(string line)
    {
        if (line.Any(char.IsControl) || line.Split(',', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var memory, { Length: > 0 } driver])
        {
            return null;
        }

        // A processor that shares the system's memory has none of its own.
        bool hasMemory = int.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out int mebibytes);
        return hasMemory ? new Gpu(name, (long)mebibytes << 20, driver)
            : memory is "[N/A]" or "[Not Supported]" ? new Gpu(name, null, driver)
            : null;
    }

    private static string? OnPath()
    {
        string name = OperatingSystem.IsWindows() ? "nvidia-smi.exe" : "nvidia-smi";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static async Task<IReadOnlyList<Gpu>> AskAsync(string tool, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            return await AnswerAsync(tool, limit.Token).ConfigureAwait(false) is { } answer ? _known = Parse(answer) : [];
        }
        catch (Exception error) when (error is Win32Exception or IOException or InvalidOperationException or OperationCanceledException)
        {
            return [];
        }
    }

    private static async Task<string?> AnswerAsync(string tool, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(tool, ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader,nounits"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            process.BeginErrorReadLine();
            char[] answer = new char[LongestAnswer];
            int length = await process.StandardOutput.ReadBlockAsync(answer, cancellation).AsTask().WaitAsync(cancellation).ConfigureAwait(false);
            if (length == LongestAnswer)
            {
                return null;
            }

            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode == 0 ? new string(answer, 0, length) : null;
        }
        finally
        {
            End(process);
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or is not ours to end.
        }
    }
}
