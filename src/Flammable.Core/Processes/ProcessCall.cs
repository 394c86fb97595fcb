using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>What a program is asked to do.</summary>
/// <param name="Verb">Train, test or evaluate.</param>
/// <param name="Snapshot">Where its results go.</param>
/// <param name="Run">The run that it is part of.</param>
/// <param name="Parameters">The values of the task's hyperparameters, by name.</param>
/// <param name="InputPath">The full path of the file to evaluate; <see langword="null"/> in a training or test.</param>
/// <param name="OutputPath">The full path of the file to write; <see langword="null"/> in a training or test.</param>
/// <param name="SaysWhenReady">Whether the program is to say when it can answer samples.</param>
internal sealed record ProcessCall(
    TaskVerb Verb,
    TaskSnapshot Snapshot,
    TaskRun Run,
    IReadOnlyDictionary<string, object?> Parameters,
    string? InputPath,
    string? OutputPath,
    bool SaysWhenReady);
