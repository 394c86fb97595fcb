using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using Flammable.Commands.Errors;
using Flammable.Execution;
using Flammable.Pipeline;
using Flammable.Servers;

namespace Flammable.Commands;

/// <summary>The base of every cmdlet: the library, cancellation, and errors as records.</summary>
public abstract class FlamCommand : PSCmdlet
{
    private readonly CancellationTokenSource _stopping = new();
    private Library? _library;

    /// <summary>The library that the configuration says, opened when it is first asked for: on the pipeline thread.</summary>
    protected Library Library => _library ??= AskOrEnd(() => Library.Open());

    /// <summary>The servers of this user, opened when they are first asked for.</summary>
    protected ServerDirectory Servers => field ??= AskOrEnd(ServerDirectory.Open);

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    private protected ProviderPaths Paths => field ??= new ProviderPaths(this);

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Asks the library something, and writes what it raises as errors of one input.</summary>
    /// <param name="target">The input.</param>
    /// <param name="ask">The question. No user code runs in it.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether there is an answer.</returns>
    protected bool TryAsk<T>(object? target, Func<T> ask, [MaybeNullWhen(false)] out T answer)
    {
        try
        {
            answer = ask();
            return true;
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (ErrorRecords.IsKnown(error))
        {
            WriteErrors(error, target);
            answer = default;
            return false;
        }
    }

    /// <summary>Runs user code: the one place from which a cmdlet does. What it raises becomes errors of one input.</summary>
    /// <param name="target">The input.</param>
    /// <param name="work">The run; it is told where to report and what cancels it.</param>
    /// <param name="result">The run's result.</param>
    /// <returns>Whether there is a result.</returns>
    protected bool RunTask<T>(
        object? target, Func<IProgress<RunEvent>, CancellationToken, T> work, [MaybeNullWhen(false)] out T result) =>
        TryAsk(target, () => RunPump.Run(this, work, StopToken), out result);

    /// <summary>The files and folders that a cmdlet's parameters mean. What cannot be resolved is written as an error.</summary>
    /// <param name="paths">Paths with wildcards, if they were given.</param>
    /// <param name="literalPaths">Paths without, if they were given; the current location where neither was.</param>
    protected IEnumerable<string> ResolvePaths(string[]? paths, string[]? literalPaths) => paths is null
        ? ResolveEach(literalPaths ?? ["."], Paths.Literal)
        : ResolveEach(paths, Paths.Expand);

    /// <summary>Asks for the settings or what they name, and ends the command where that fails.</summary>
    /// <param name="ask">The question.</param>
    protected T AskOrEnd<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception error) when (ErrorRecords.IsKnown(error))
        {
            ThrowTerminatingError(ErrorRecords.ForSettings(error));
            throw;
        }
    }

    /// <summary>Writes one error a record, as the table of errors says.</summary>
    /// <param name="error">An error of the library.</param>
    /// <param name="target">The input.</param>
    protected void WriteErrors(Exception error, object? target)
    {
        foreach (ErrorRecord record in ErrorRecords.For(error, target))
        {
            WriteError(record);
        }
    }

    private protected IEnumerable<string> ResolveEach(string[] paths, Func<string, IReadOnlyList<string>> resolve)
    {
        foreach (string path in paths)
        {
            if (TryAsk(path, () => resolve(path), out var found))
            {
                foreach (string one in found)
                {
                    yield return one;
                }
            }
        }
    }
}
