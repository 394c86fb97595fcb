using System.Buffers;
using System.Text.Json;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Serving;

/// <summary>Evaluates samples with one task and hands each its answer. A sample that fails fails alone.</summary>
/// <param name="task">The task.</param>
/// <param name="name">The task's name.</param>
/// <param name="snapshot">The snapshot that it was made of.</param>
/// <param name="log">Takes what went wrong, for whoever looks after the server.</param>
internal sealed class BatchEvaluation(FlamTask task, string name, Snapshot snapshot, RunLog log)
{
    private const string SampleParameter = "sample";

    private readonly bool _hasBatches = task.HasBatches;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly List<(EvalCall Call, object? Sample)> _samples = [];

    /// <summary>Evaluates the samples, together where the task can.</summary>
    /// <param name="calls">The samples.</param>
    /// <param name="begin">Called before each that is evaluated alone.</param>
    public void Run(IReadOnlyList<EvalCall> calls, Action begin)
    {
        foreach (EvalCall call in calls)
        {
            Read(call);
        }

        if (_samples.Count <= 1 || !TryTogether())
        {
            foreach ((EvalCall call, object? sample) in _samples)
            {
                if (!call.IsOver)
                {
                    begin();
                    EvaluateAlone(call, sample);
                }
            }
        }

        // They may be large, and the next may come much later.
        _samples.Clear();
    }

    private void Read(EvalCall call)
    {
        if (call.IsOver)
        {
            return;
        }

        try
        {
            _samples.Add((call, call.Read(task)));
        }
        catch (Exception error)
        {
            Fail(call, error);
        }
    }

    private void EvaluateAlone(EvalCall call, object? sample)
    {
        try
        {
            Complete(call, _hasBatches ? Checked(task.EvalBatch([sample]), 1)[0] : task.Eval(sample));
        }
        catch (Exception error)
        {
            Fail(call, error);
        }
    }

    // Where the batch fails, it is not known at which sample: each is tried alone.
    private bool TryTogether()
    {
        IReadOnlyList<object?> results;
        try
        {
            results = Checked(task.EvalBatch([.. _samples.Select(one => one.Sample)]), _samples.Count);
        }
        catch (Exception)
        {
            return false;
        }

        for (int i = 0; i < results.Count; i++)
        {
            try
            {
                Complete(_samples[i].Call, results[i]);
            }
            catch (Exception error)
            {
                Fail(_samples[i].Call, error);
            }
        }

        return true;
    }

    private static IReadOnlyList<object?> Checked(IReadOnlyList<object?> results, int count) => results.Count == count
        ? results
        : throw new InvalidOperationException($"EvalBatch gave {results.Count} results for {count} samples.");

    private void Complete(EvalCall call, object? result)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer))
        {
            task.WriteResult(writer, result);
            if (writer.CurrentDepth != 0 || writer.BytesCommitted + writer.BytesPending == 0)
            {
                throw new InvalidOperationException("WriteResult has not written one whole JSON value.");
            }
        }

        call.Complete(new EvalAnswer(snapshot, _buffer.WrittenSpan.ToArray()));
    }

    private void Fail(EvalCall call, Exception error)
    {
        // A worker that was given up ends with an error that is nobody's.
        if (!call.IsOver)
        {
            call.Fail(Describe(error));
        }
    }

    private ServingException Describe(Exception error)
    {
        if (error is ArgumentException { ParamName: SampleParameter })
        {
            string message = TaskErrors.Text(() => error.Message, error);
            int end = message.IndexOf($" (Parameter '{SampleParameter}')", StringComparison.Ordinal);
            return new ServingException(end > 0 ? message[..end] : message, ServingProblem.SampleRefused);
        }

        log.Warn($"The task '{name}' failed to evaluate a sample: {TaskErrors.Text(error.ToString, error)}");
        return ServingErrors.TaskFailed(snapshot);
    }
}
