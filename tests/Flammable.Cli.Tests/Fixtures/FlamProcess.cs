using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Flammable.Cli.Tests.Fixtures;

/// <summary>A running process of <c>flam</c>.</summary>
internal sealed class FlamProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _reading;

    public FlamProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, _output), ReadAsync(_process.StandardError, _error));
    }

    /// <summary>What it has printed so far.</summary>
    public string Output => Text(_output);

    public bool HasExited => _process.HasExited;

    public Task PrintsAsync(string text) => Deadline.Until(
        () => Text(_output).Contains(text, StringComparison.Ordinal) || _process.HasExited,
        $"'{text}' in the output of flam");

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public void KillHard() => _process.Kill();

    public async Task<FlamResult> ExitAsync()
    {
        // 'dotnet run' builds half of the solution, on a machine that runs other tests meanwhile.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(10));
        await _process.WaitForExitAsync(patience.Token);
        await _reading.WaitAsync(patience.Token);
        return new FlamResult(_process.ExitCode, Text(_output), Text(_error));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);

            // It writes no more into a folder that is deleted next.
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static async Task ReadAsync(StreamReader stream, StringBuilder text)
    {
        char[] buffer = new char[4096];
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
