using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Flammable.Cli.Errors;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Servers;
using Microsoft.Win32.SafeHandles;

namespace Flammable.Cli.Serving;

/// <summary>A server without a terminal: it says one line of JSON to who started it, and then nothing more.</summary>
internal static class Detachment
{
    private const int Output = 1;
    private const int LastStream = 2;

    /// <summary>Serves in a session of its own, which neither Ctrl+C nor the end of the starter's terminal reaches.</summary>
    /// <param name="serve">Serves until it is stopped; is given who takes its warnings, and what to call once, as soon as the server answers.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Func<IProgress<RunEvent>, Action<ModelServer>, int> serve)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = NewSession();
        }

        bool isTold = false;
        var warnings = new StartWarnings();
        try
        {
            return serve(warnings, server =>
            {
                Tell(new JsonObject { ["id"] = server.Id, ["warnings"] = new JsonArray([.. warnings.Take().Select(text => JsonValue.Create(text))]) });
                isTold = true;
                Silence();
            });
        }
        catch (Exception error) when (!isTold)
        {
            Failure failure = Failure.Of(error);
            Tell(new JsonObject { ["error"] = Describe(failure, error) });
            return failure.ExitCode;
        }
    }

    private static JsonObject Describe(Failure failure, Exception error) => new()
    {
        ["message"] = failure.Message,
        ["remedy"] = new JsonArray([.. failure.Remedy.Select(line => JsonValue.Create(line))]),
        ["problem"] = error is ServerException { Problem: var problem } ? problem.ToString() : error.GetType().Name,
    };

    // Not by the console, which says nothing of a reader that is gone: a server that nobody knows of ends here.
    private static void Tell(JsonObject word)
    {
        using var output = new FileStream(new SafeFileHandle(OperatingSystem.IsWindows() ? StandardHandle(-11) : Output, ownsHandle: false), FileAccess.Write);
        output.Write(Encoding.UTF8.GetBytes(word.ToJsonString() + "\n"));
    }

    private static void Silence()
    {
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The starter waits no longer for the ends of these streams.
        using SafeFileHandle nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        for (int stream = 0; stream <= LastStream; stream++)
        {
            _ = Duplicate((int)nothing.DangerousGetHandle(), stream);
        }
    }

    [DllImport("libc", EntryPoint = "setsid")]
    private static extern int NewSession();

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Duplicate(int from, int to);

    [DllImport("kernel32.dll", EntryPoint = "GetStdHandle")]
    private static extern nint StandardHandle(int stream);
}
