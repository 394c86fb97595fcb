using System.Diagnostics;
using System.Text.Json;
using Flammable.Errors;

namespace Flammable.Serving;

/// <summary>One sample on its way through the queue.</summary>
/// <param name="json">The sample as JSON; of no meaning where there are <paramref name="fields"/>.</param>
/// <param name="fields">The sample as a line of CSV; <see langword="null"/> where it is JSON.</param>
/// <param name="isPatient">Whether it is one of many whose client knows that they wait for each other.</param>
internal sealed class EvalCall(JsonElement json, IReadOnlyList<string>? fields, bool isPatient = false)
{
    // The continuation writes to a client, which is no work for a worker.
    private readonly TaskCompletionSource<EvalAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _begun = Stopwatch.GetTimestamp();

    public Task<EvalAnswer> Answer => _answer.Task;

    /// <summary>Whether it is one of many whose client knows that they wait for each other.</summary>
    public bool IsPatient => isPatient;

    /// <summary>How long ago the client asked.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_begun);

    /// <summary>Whether nobody waits for the answer any more, or there is one.</summary>
    public bool IsOver => _answer.Task.IsCompleted;

    /// <summary>Makes the task's sample.</summary>
    public object? Read(FlamTask task) => fields is null ? task.ReadSample(json) : task.ReadCsvSample(fields);

    public void Complete(in EvalAnswer answer) => _answer.TrySetResult(answer);

    public void Fail(ServingException error) => _answer.TrySetException(error);

    /// <summary>Tells that nobody waits any more: where no worker has begun with the sample, none will.</summary>
    public void Abandon() => _answer.TrySetCanceled(CancellationToken.None);
}
