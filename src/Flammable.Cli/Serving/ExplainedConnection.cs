using System.IO.Pipelines;

namespace Flammable.Cli.Serving;

/// <summary>A connection on which every refusal is a problem, also those that come before any route.</summary>
/// <param name="connection">The connection.</param>
internal sealed class ExplainedConnection(IDuplexPipe connection) : IDuplexPipe
{
    public PipeReader Input => connection.Input;

    public PipeWriter Output { get; } = new ExplainingWriter(connection.Output);
}
