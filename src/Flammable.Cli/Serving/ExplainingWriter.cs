using System.Buffers;
using System.IO.Pipelines;

namespace Flammable.Cli.Serving;

/// <summary>What a connection writes to its client, with a problem in the answers to which the web server gives no body.</summary>
/// <param name="output">Takes all of it.</param>
internal sealed class ExplainingWriter(PipeWriter output) : PipeWriter
{
    private Memory<byte> _memory;

    public override bool CanGetUnflushedBytes => output.CanGetUnflushedBytes;

    public override long UnflushedBytes => output.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (BareRefusal.Explain(_memory.Span[..bytes]) is { } explained)
        {
            _memory = default;
            output.Write(explained);
        }
        else
        {
            // What is left of the memory may be written and advanced over, too.
            _memory = _memory[bytes..];
            output.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => output.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        output.WriteAsync(source, cancellationToken);

    public override void CancelPendingFlush() => output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => output.CompleteAsync(exception);
}
