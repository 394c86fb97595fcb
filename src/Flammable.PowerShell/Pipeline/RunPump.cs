using System.Management.Automation;
using Flammable.Execution;

namespace Flammable.Pipeline;

/// <summary>Runs user code on a thread of its own while the pipeline thread writes what the run tells.</summary>
internal static class RunPump
{
    /// <summary>Runs the work to its end, and gives its result or throws its exception on the pipeline thread.</summary>
    /// <param name="cmdlet">The cmdlet whose streams take the run's events.</param>
    /// <param name="work">The work; it is told where to report and what cancels it.</param>
    /// <param name="stopping">Cancelled when the user stops the pipeline.</param>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    public static T Run<T>(Cmdlet cmdlet, Func<IProgress<RunEvent>, CancellationToken, T> work, CancellationToken stopping)
    {
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var events = new RunEventQueue();
        Task<T> worker = Task.Factory.StartNew(
            () => CloseAfter(events, () => work(events, cancellation.Token)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            WriteAll(cmdlet, events);
        }
        catch
        {
            // A stream's write throws where the pipeline stops or a preference says Stop: the run must not outlive it.
            events.Close();
            cancellation.Cancel();
            ((IAsyncResult)worker).AsyncWaitHandle.WaitOne();
            throw;
        }

        try
        {
            return worker.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private static T CloseAfter<T>(RunEventQueue events, Func<T> work)
    {
        try
        {
            return work();
        }
        finally
        {
            events.Close();
        }
    }

    private static void WriteAll(Cmdlet cmdlet, RunEventQueue events)
    {
        var writer = new RunEventWriter(cmdlet);
        while (events.TryTake(out RunEvent? next))
        {
            writer.Write(next);
        }

        writer.EndProgress();
    }
}
