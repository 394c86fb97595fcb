using System.Diagnostics;
using System.Text;
using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>
/// A running program that answers samples: a line of JSON in, a line of JSON out. Ask it from one thread at a time; it may be
/// disposed from any. It ends with this process at the latest.
/// </summary>
internal sealed class SampleProgram : IDisposable
{
    private const int ShownText = 200;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan InterruptPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan OutputPause = TimeSpan.FromSeconds(1);

    private readonly CommandLine _command;
    private readonly RunFolder _folder;
    private readonly TimeSpan _stopTimeout;
    private readonly Process _process;
    private readonly ProcessTree _tree;
    private readonly Stream _input;
    private readonly LineReader _output;
    private readonly OutputReader? _errors;
    private readonly PrintedLines _printed = new();
    private readonly Task _exited;
    private readonly Lock _ending = new();
    private Task<byte[]?> _next;
    private volatile bool _hasEnded;
    private bool _isReady;
    private int? _exitCode;

    private SampleProgram(
        CommandLine command, RunFolder folder, TimeSpan stopTimeout, Process process, RunProcesses processes, bool saysWhenReady, bool isLogged)
    {
        _command = command;
        _folder = folder;
        _stopTimeout = stopTimeout;
        _isReady = !saysWhenReady;
        _process = process;
        _tree = new ProcessTree(process, processes);
        _input = process.StandardInput.BaseStream;
        _output = new LineReader(process.StandardOutput.BaseStream, SampleLine.Longest);
        if (isLogged)
        {
            _errors = new OutputReader(process.StandardError.BaseStream, _printed.Take);
            _errors.Start();
        }

        _exited = OutsideOfRun(() => process.WaitForExitAsync(CancellationToken.None));
        _next = OutsideOfRun(_output.ReadAsync);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Whether it cannot answer any more.</summary>
    public bool HasEnded => _hasEnded || _exited.IsCompleted;

    /// <summary>Starts the program.</summary>
    /// <param name="command">The command.</param>
    /// <param name="exchange">What the program is told.</param>
    /// <param name="folder">The folder of the run; it is deleted when the program has ended.</param>
    /// <param name="run">Finds a program that was not captured.</param>
    /// <param name="stopTimeout">How long the program may take to end where it is asked to.</param>
    /// <param name="saysWhenReady">Whether its first line says that it can answer.</param>
    /// <param name="isLogged">Whether its standard error goes to a log; if not, to that of this process.</param>
    /// <exception cref="CommandFailedException">It cannot start.</exception>
    public static SampleProgram Start(
        CommandLine command, RunExchange exchange, RunFolder folder, TaskRun run, TimeSpan stopTimeout, bool saysWhenReady, bool isLogged)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder.Code,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = isLogged,
        };
        exchange.SetVariables(start.Environment);
        Process process = ProgramStart.Start(command, command.Fill(exchange.ValueOf), run, start);
        return new SampleProgram(
            command, folder, stopTimeout, process, new RunProcesses(start.Environment[RunExchange.RunVariable]!), saysWhenReady, isLogged);
    }

    /// <summary>Waits until the program says that it can answer, where it does. One that says something else is ended.</summary>
    /// <param name="log">Takes what the program prints meanwhile.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="CommandFailedException">It has ended, or says something else.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void WaitUntilReady(RunLog? log, CancellationToken cancellation)
    {
        if (!_isReady)
        {
            LogTo(log);
            _isReady = EndingWhereItFails(() =>
            {
                byte[] line = NextLine(cancellation);
                return SampleAnswer.IsReady(line) ? true : throw NoAnswer("did not say first that it is ready", line);
            });
        }
    }

    /// <summary>Hands a line over and waits for the answer. A program that does not answer is ended.</summary>
    /// <param name="line">The sample or samples, with the line's end.</param>
    /// <param name="count">How many samples there are; <see langword="null"/> for a single one.</param>
    /// <param name="log">Takes what the program prints meanwhile, and has printed since the last sample.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="CommandFailedException">There is no answer.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SampleAnswer Ask(byte[] line, int? count, RunLog? log, CancellationToken cancellation)
    {
        LogTo(log);
        return EndingWhereItFails(() =>
        {
            if (_next.IsCompletedSuccessfully && _next.Result is { } stray)
            {
                throw NoAnswer("wrote a line that no sample had asked for", stray);
            }

            Wait(_input.WriteAsync(line, CancellationToken.None).AsTask(), cancellation);
            return Read(NextLine(cancellation), count);
        });
    }

    /// <summary>The error that a sample has failed, where the program says so itself.</summary>
    public CommandFailedException Failed(string why) => Error($"failed: {why.TrimEnd('.')}", _printed.Last);

    /// <summary>How a program that nobody had asked has ended, as a sentence.</summary>
    /// <param name="log">Takes what it has printed last.</param>
    public string DescribeEnd(RunLog? log)
    {
        LogTo(log);
        End(Moment);
        return $"The command '{_command.Text}' {(_exitCode is { } code ? Signal.DescribeEnd(code) : "was ended")} between two samples.";
    }

    /// <summary>Ends the program: it finds the end of its input, then is asked to end, then killed with all that it has started.</summary>
    public void Dispose() => End(Moment);

    // The program outlives the call that it was started for, and shall keep nothing of it.
    private static T OutsideOfRun<T>(Func<T> start)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return start();
        }
    }

    private T EndingWhereItFails<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (OperationCanceledException)
        {
            End(TimeSpan.Zero);
            throw;
        }
        catch
        {
            End(Moment);
            throw;
        }
    }

    private byte[] NextLine(CancellationToken cancellation)
    {
        Wait(_next, cancellation);
        byte[] line = _next.Result ?? throw Ended(cancellation);
        _next = OutsideOfRun(_output.ReadAsync);
        return line;
    }

    private void OnProcessExit(object? sender, EventArgs e) => End(Moment);

    private void LogTo(RunLog? log)
    {
        if (log is not null)
        {
            _printed.GoTo(log);
        }
    }

    private void Wait(Task task, CancellationToken cancellation)
    {
        // A process that it has left behind may hold its output open; and what it does not read it cannot answer.
        if (Task.WaitAny([task, _next, _exited], cancellation) > 0 && Task.WaitAny([task], (int)OutputPause.TotalMilliseconds, cancellation) < 0)
        {
            throw Ended(cancellation);
        }

        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (FormatException error)
        {
            throw NoAnswer($"wrote a line that is no answer: {error.Message}", []);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            throw Ended(cancellation);
        }
    }

    private SampleAnswer Read(byte[] answer, int? count)
    {
        try
        {
            return SampleAnswer.Read(answer, count);
        }
        catch (FormatException error)
        {
            throw NoAnswer($"wrote a line that is no answer: {error.Message}", answer);
        }
    }

    private CommandFailedException NoAnswer(string what, byte[] line) => Error(
        what,
        $"{ProgramText.Clean(Encoding.UTF8.GetString(line), ShownText)}{Environment.NewLine}Whatever is no answer is to be printed to the standard error.");

    private CommandFailedException Ended(CancellationToken cancellation)
    {
        End(Moment);
        if (_exitCode is not 0)
        {
            // Ctrl+C at a terminal reaches the program and us at the same time, and in any order.
            cancellation.WaitHandle.WaitOne(InterruptPause);
            cancellation.ThrowIfCancellationRequested();
        }

        string end = _exitCode is { } code ? Signal.DescribeEnd(code) : "closed its input or output";
        return Error($"{end} before it {(_isReady ? "had answered" : "was ready")}", _printed.Last);
    }

    private CommandFailedException Error(string what, string details) =>
        new($"the command '{_command.Text}' {what}.", details, _exitCode);

    private void End(TimeSpan patience)
    {
        lock (_ending)
        {
            if (_hasEnded)
            {
                return;
            }

            _input.Dispose();
            if (_process.WaitForExit(patience))
            {
                _exitCode = _process.ExitCode;
            }

            _tree.Stop(_stopTimeout);
            if (_errors is not null)
            {
                Task.WaitAny([_errors.Completion], OutputPause);
            }

            AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
            _process.Dispose();
            _folder.Dispose();
            _hasEnded = true;
        }
    }
}
