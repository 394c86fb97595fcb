using System.Threading.Channels;

namespace Flammable.Servers;

/// <summary>Sends samples to a server as they come, those together that are there at the same time, and writes what comes back.</summary>
/// <param name="eval">Sends samples.</param>
/// <param name="failed">Told of each sample without a prediction, and where it stands.</param>
internal sealed class SampleTransfer(
    Func<IReadOnlyList<ReadOnlyMemory<byte>>, Task<IReadOnlyList<EvalOutcome>>> eval, Action<string, EvalOutcome> failed)
{
    private const int Together = 128;

    /// <summary>Sends all samples.</summary>
    /// <returns>How many there were.</returns>
    public async Task<long> RunAsync(IEnumerable<Sample> samples, PredictionWriter writer, CancellationToken cancellation)
    {
        var waiting = Channel.CreateBounded<Sample>(Together);

        // Nobody waits for it where the transfer ends before: it may sit in a read that never comes back.
        _ = Task.Run(() => ReadAsync(samples, waiting.Writer, cancellation), CancellationToken.None);
        try
        {
            return await SendAsync(waiting.Reader, writer, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Else what reads would wait for room, and hold its file.
            waiting.Writer.TryComplete();
        }
    }

    private async Task<long> SendAsync(ChannelReader<Sample> waiting, PredictionWriter writer, CancellationToken cancellation)
    {
        long count = 0;
        var batch = new List<Sample>(Together);
        while (await waiting.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < Together && waiting.TryRead(out Sample sample))
            {
                batch.Add(sample);
            }

            Write(batch, await eval([.. batch.Select(sample => sample.Content)]).ConfigureAwait(false), writer);
            count += batch.Count;
        }

        return count;
    }

    private void Write(List<Sample> batch, IReadOnlyList<EvalOutcome> outcomes, PredictionWriter writer)
    {
        foreach ((Sample sample, EvalOutcome outcome) in batch.Zip(outcomes))
        {
            writer.Write(outcome);
            if (outcome.Error is not null)
            {
                failed(sample.Name, outcome);
            }
        }

        writer.Flush();
    }

    private static async Task ReadAsync(IEnumerable<Sample> samples, ChannelWriter<Sample> waiting, CancellationToken cancellation)
    {
        try
        {
            foreach (Sample sample in samples)
            {
                await waiting.WriteAsync(sample, cancellation).ConfigureAwait(false);
            }

            waiting.TryComplete();
        }
        catch (Exception error)
        {
            waiting.TryComplete(error);
        }
    }
}
