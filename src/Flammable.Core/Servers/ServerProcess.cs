using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Flammable.Errors;

namespace Flammable.Servers;

/// <summary>The process of a server that is being started. It says one line of JSON: its id, or why it is no server.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int KeptCharacters = 2000;

    // 4 MB. The runtime takes it from the environment alone, in hexadecimal digits.
    private const string YoungestGeneration = "400000";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ServerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Starts the program.</summary>
    /// <param name="program">The full path of <c>flam</c>; one that ends in <c>.dll</c> is run by <c>dotnet</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ServerException">It cannot be found or started.</exception>
    public static ServerProcess Start(string program, IReadOnlyList<string> arguments)
    {
        if (!File.Exists(program))
        {
            throw new ServerException($"The program '{program}' does not exist.", ServerProblem.ProgramMissing);
        }

        bool isAssembly = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : program, isAssembly ? [program, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            // It outlives the folder that this process is in.
            WorkingDirectory = Path.GetPathRoot(Path.GetFullPath(program)),
        };

        // Else the garbage of requests may grow to the size of the processor's cache before it is collected, in each server.
        start.Environment.TryAdd("DOTNET_GCgen0size", YoungestGeneration);
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return new ServerProcess(process);
        }
        catch (Win32Exception error)
        {
            throw new ServerException($"The program '{program}' cannot start: {error.Message}", ServerProblem.ProgramMissing, error);
        }
    }

    /// <summary>Waits for the server's word.</summary>
    /// <param name="warn">Told each of its warnings.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="ServerException">It is no server.</exception>
    public string WaitForId(Action<string>? warn, CancellationToken cancellation)
    {
        while (_process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(cancellation).GetAwaiter().GetResult() is { } line)
        {
            if (Read(line) is not { } word)
            {
                continue;
            }

            using (word)
            {
                if (word.RootElement.TryGetProperty("id", out JsonElement id))
                {
                    foreach (string warning in Texts(word.RootElement, "warnings"))
                    {
                        warn?.Invoke(warning);
                    }

                    return id.GetString()!;
                }

                if (word.RootElement.TryGetProperty("error", out JsonElement error))
                {
                    throw Refusal(error, cancellation);
                }
            }
        }

        throw Silence(cancellation);
    }

    /// <summary>Ends the process and all that it started, and waits until it is gone.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.WaitForExit();
    }

    public void Dispose()
    {
        // The process leaves the streams that were read to the garbage collector.
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }

    // What else a program may print is no word of the server.
    private static JsonDocument? Read(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> Texts(JsonElement word, string member) =>
        word.TryGetProperty(member, out JsonElement texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];

    private ServerException Refusal(JsonElement error, CancellationToken cancellation)
    {
        string? problem = error.TryGetProperty("problem", out JsonElement name) ? name.GetString() : null;
        bool isKnown = Enum.TryParse(problem, out ServerProblem known);
        return new ServerException(
            error.GetProperty("message").GetString()!,
            isKnown ? known : ServerProblem.StartFailed)
        {
            Remedy = Texts(error, "remedy"),
            Cause = isKnown ? null : problem,
            ExitCode = ExitCode(cancellation),
        };
    }

    private ServerException Silence(CancellationToken cancellation)
    {
        int exitCode = ExitCode(cancellation);
        string errors = _errors.WaitAsync(cancellation).GetAwaiter().GetResult().Trim();
        return new ServerException($"The server ended before it was there, with exit code {exitCode}.", ServerProblem.StartFailed)
        {
            Remedy = (errors.Length > KeptCharacters ? errors[^KeptCharacters..] : errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ExitCode = exitCode,
        };
    }

    private int ExitCode(CancellationToken cancellation)
    {
        _process.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
        return _process.ExitCode;
    }
}
