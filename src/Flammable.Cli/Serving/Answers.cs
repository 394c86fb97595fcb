using System.Buffers;
using Flammable.Errors;
using Flammable.Serving;
using Flammable.Snapshots;

namespace Flammable.Cli.Serving;

/// <summary>Evaluates the samples of one request, several at the same time, and joins the results in the samples' order.</summary>
/// <typeparam name="TSample">What a sample is.</typeparam>
/// <param name="eval">Evaluates one; told whether to wait where the queue is full.</param>
/// <param name="window">How many are on their way at most.</param>
internal sealed class Answers<TSample>(Func<TSample, bool, CancellationToken, Task<EvalAnswer>> eval, int window)
{
    private readonly ArrayBufferWriter<byte> _results = new();
    private readonly Queue<Task<EvalAnswer>> _pending = new();
    private int _count;

    /// <summary>The results, one JSON value after the other with commas between them.</summary>
    public ReadOnlyMemory<byte> Results => _results.WrittenMemory;

    /// <summary>The snapshots that answered, in their order: several where the model was changed meanwhile.</summary>
    public List<Snapshot> Snapshots { get; } = [];

    /// <summary>How many samples are answered.</summary>
    public int Count => _count;

    /// <summary>Evaluates all of them, or fails with the first that does.</summary>
    /// <exception cref="ProblemException">A sample has no result; the problem says which.</exception>
    public async Task RunAsync(IEnumerable<TSample> samples, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            bool isFirst = true;
            foreach (TSample sample in samples)
            {
                if (_pending.Count == window)
                {
                    Add(await NextAsync());
                }

                // Where there is room for one, the others wait their turn.
                _pending.Enqueue(eval(sample, !isFirst, stop.Token));
                isFirst = false;
            }

            while (_pending.Count > 0)
            {
                Add(await NextAsync());
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async ValueTask<EvalAnswer> NextAsync()
    {
        try
        {
            return await _pending.Dequeue();
        }
        catch (ServingException error)
        {
            throw new ProblemException(Problems.Of(error) with { Index = _count });
        }
    }

    private void Add(EvalAnswer answer)
    {
        if (_count++ > 0)
        {
            _results.Write(","u8);
        }

        _results.Write(answer.Json);
        if (Snapshots.Count == 0 || !ReferenceEquals(Snapshots[^1], answer.Snapshot))
        {
            Snapshots.Add(answer.Snapshot);
        }
    }
}
