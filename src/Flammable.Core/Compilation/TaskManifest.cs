using Flammable.Processes;

namespace Flammable.Compilation;

/// <summary>A task in another language, as <c>flammable.json</c> describes it.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Train">The command that trains; <see langword="null"/> where there is none.</param>
/// <param name="Test">The command that tests; <see langword="null"/> where there is none.</param>
/// <param name="Eval">The command that evaluates a file; <see langword="null"/> where there is none.</param>
/// <param name="Serve">The command that evaluates samples and stays up; <see langword="null"/> where there is none.</param>
/// <param name="ServesBatches">Whether that command takes several samples at once.</param>
/// <param name="SaysWhenReady">Whether the program of that command says when it can answer.</param>
/// <param name="Parameters">The hyperparameters.</param>
/// <param name="Data">The data files whose full paths the program is told.</param>
/// <param name="StopTimeout">How long the program may take to end; <see langword="null"/> for the default.</param>
internal sealed record TaskManifest(
    string Name,
    CommandLine? Train,
    CommandLine? Test,
    CommandLine? Eval,
    CommandLine? Serve,
    bool ServesBatches,
    bool SaysWhenReady,
    IReadOnlyList<ManifestParameter> Parameters,
    IReadOnlyList<string> Data,
    TimeSpan? StopTimeout)
{
    /// <summary>The manifest's file name, in the experiment's folder.</summary>
    public const string FileName = "flammable.json";
}
