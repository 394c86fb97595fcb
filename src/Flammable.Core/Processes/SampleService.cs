using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>
/// Evaluates samples with a program that is started for the first one and stays up for those after it. One that has ended is
/// started again for the next sample. Whoever forgets the service ends the program, too.
/// </summary>
internal sealed class SampleService : IDisposable
{
    private readonly Lock _lock = new();
    private SampleProgram? _program;
    private bool _isDisposed;

    ~SampleService()
    {
        // To end a program takes its time, for which no other finalizer shall wait.
        if (_program is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(program => program.Dispose(), _program, preferLocal: false);
        }
    }

    /// <summary>Starts the program where it does not run, and waits until it can answer, where it says so.</summary>
    /// <param name="start">Starts it.</param>
    /// <param name="log">Is told where the last one has ended meanwhile, and takes what the program prints.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="ObjectDisposedException">The service has been disposed.</exception>
    /// <exception cref="CommandFailedException">The program cannot start, or has ended before it could answer.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SampleProgram Open(Func<SampleProgram> start, RunLog? log, CancellationToken cancellation)
    {
        if (_program is { HasEnded: false } running)
        {
            return running;
        }

        if (Forget() is { } ended)
        {
            log?.Warn($"{ended.DescribeEnd(log)} It is started again.");
        }

        SampleProgram program = start();
        lock (_lock)
        {
            _program = _isDisposed ? null : program;
        }

        if (_program is null)
        {
            program.Dispose();
            throw new ObjectDisposedException(null, "The task has been disposed.");
        }

        try
        {
            program.WaitUntilReady(log, cancellation);
            return program;
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <summary>Evaluates.</summary>
    /// <param name="line">The sample or samples, with the line's end.</param>
    /// <param name="count">How many samples there are; <see langword="null"/> for a single one.</param>
    /// <param name="start">Starts the program.</param>
    /// <param name="log">Takes what the program prints.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <returns>The prediction; of several samples an array.</returns>
    /// <exception cref="ArgumentException">The program has refused the sample.</exception>
    /// <exception cref="CommandFailedException">The program cannot start, has given no answer, or says that it has failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public object? Ask(byte[] line, int? count, Func<SampleProgram> start, RunLog? log, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SampleProgram program = Open(start, log, cancellation);
        SampleAnswer answer;
        try
        {
            answer = program.Ask(line, count, log, cancellation);
        }
        catch
        {
            Forget();
            throw;
        }

        return answer.Refusal is { } refusal ? throw SampleLine.Refusal(refusal)
            : answer.Failure is { } failure ? throw program.Failed(failure)
            : answer.Result;
    }

    /// <summary>Ends the program where it runs; another is started when it is needed.</summary>
    public void Stop() => Forget()?.Dispose();

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        Stop();
        GC.SuppressFinalize(this);
    }

    private SampleProgram? Forget() => Interlocked.Exchange(ref _program, null);
}
