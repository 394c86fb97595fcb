using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using Flammable.Commands.Errors;
using Flammable.Execution;

namespace Flammable.Pipeline;

/// <summary>
/// A call of an imported task that a script waits for in small steps, so that Ctrl+C ends it. The methods that
/// <c>Flammable.Types.ps1xml</c> gives to <see cref="ImportedTask"/> are made of it.
/// </summary>
public sealed class TaskCall : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _cancellation = new();
    private readonly Output _output = new();
    private readonly Task<object?> _worker;

    private TaskCall(Func<IProgress<RunEvent>, CancellationToken, object?> call) => _worker = Task.Factory.StartNew(
        () => call(_output, _cancellation.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The script that waits for the call it is given, and gives its result or throws its error.</summary>
    public static ScriptBlock Await => ScriptBlock.Create(
        """
        param($Call)
        try {
            do { $isDone = $Call.Wait(); $Call.TakeLines() | Write-Verbose } until ($isDone)
            if ($Call.Error) { throw $Call.Error }
            , $Call.Result
        }
        finally { $Call.Dispose() }
        """);

    /// <summary>What the call gave.</summary>
    public object? Result => _worker.Result;

    /// <summary>Why the call failed, as the table of errors says; <see langword="null"/> where it did not.</summary>
    public ErrorRecord? Error => _worker.Exception?.InnerException is { } error ? ErrorRecords.For(error, null).First() : null;

    /// <summary>Begins to use the model on one sample.</summary>
    /// <param name="task">The task.</param>
    /// <param name="sample">The sample.</param>
    public static TaskCall Eval(ImportedTask task, object? sample)
    {
        object? plain = ScriptSample.Unwrap(sample);
        return new TaskCall((events, cancellation) => task.Eval(plain, events, cancellation));
    }

    /// <summary>Begins to use the model on a file of samples.</summary>
    /// <param name="task">The task.</param>
    /// <param name="input">The file with the samples.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="paths">What the paths are relative to.</param>
    /// <exception cref="ArgumentException">A path is empty, as one that a script leaves out.</exception>
    public static TaskCall EvalPath(ImportedTask task, string input, string output, PathIntrinsics paths)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        ArgumentException.ThrowIfNullOrEmpty(output);
        (string inputPath, string outputPath) = (Full(input, paths), Full(output, paths));
        return new TaskCall((events, cancellation) =>
        {
            task.EvalPath(inputPath, outputPath, events, cancellation);
            return null;
        });
    }

    /// <summary>Begins to measure the model as the task's own test does.</summary>
    /// <param name="task">The task.</param>
    public static TaskCall Test(ImportedTask task) => new(task.Test);

    /// <summary>Begins to measure the model on a file of samples, or on samples.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">A path or file, or a list of samples.</param>
    /// <param name="paths">What a path is relative to.</param>
    public static TaskCall TestOn(ImportedTask task, object? data, PathIntrinsics paths)
    {
        object? plain = ScriptSample.Unwrap(data);
        return (plain is FileSystemInfo file ? file.FullName : plain as string) is { } path
            ? TestOn(task, Full(path, paths))
            : TestOn(task, plain as IEnumerable ?? new[] { plain });
    }

    /// <summary>Waits for a moment.</summary>
    /// <returns>Whether the call has ended.</returns>
    public bool Wait() => ((IAsyncResult)_worker).AsyncWaitHandle.WaitOne(Step);

    /// <summary>What the task has printed since the last time, line by line.</summary>
    public string[] TakeLines() => _output.Take();

    /// <summary>Cancels the call where it has not ended.</summary>
    public void Dispose() => _cancellation.Cancel();

    private static TaskCall TestOn(ImportedTask task, string path) =>
        new((events, cancellation) => task.TestOn(path, events, cancellation));

    private static TaskCall TestOn(ImportedTask task, IEnumerable samples) =>
        new((events, cancellation) => task.TestOn(samples, events, cancellation));

    private static string Full(string path, PathIntrinsics paths) => paths.GetUnresolvedProviderPathFromPSPath(path);

    private sealed class Output : IProgress<RunEvent>
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public void Report(RunEvent value)
        {
            if (value is LogEvent log)
            {
                _lines.Enqueue(log.Line);
            }
        }

        public string[] Take()
        {
            var lines = new List<string>();
            while (_lines.TryDequeue(out string? line))
            {
                lines.Add(line);
            }

            return [.. lines];
        }
    }
}
