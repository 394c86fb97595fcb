using Flammable.Execution;

namespace Flammable.Cli.Running;

/// <summary>Shows how far a run is. Whoever uses it has the terminal's turn.</summary>
internal interface IProgressView : IDisposable
{
    void Show(ProgressEvent progress);

    /// <summary>Writes a line of text, as it is, above what is shown.</summary>
    /// <param name="writer">Takes the line.</param>
    /// <param name="line">The line, without its end.</param>
    void WriteAbove(TextWriter writer, string line);
}
