using Flammable.Execution;

namespace Flammable.Cli.Running;

/// <summary>Shows how far a run is.</summary>
internal interface IProgressView
{
    void Show(ProgressEvent progress);

    /// <summary>Makes room for a line of text.</summary>
    void Hide();
}
