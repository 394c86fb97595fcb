using Flammable.Training;

namespace Flammable.Tests.Training;

/// <summary>Writes down each hook with where the training stands.</summary>
public sealed class RecordingCallback(List<string> calls) : ITrainingCallback
{
    public void OnTrainingStart(TrainingContext context) => calls.Add($"start {context.Epoch}");

    public void OnEpochStart(TrainingContext context) => calls.Add($"epoch {context.Epoch} starts");

    public void OnIteration(TrainingContext context) => calls.Add($"iteration {context.Epoch}.{context.Iteration}");

    public void OnEpochEnd(TrainingContext context) => calls.Add($"epoch {context.Epoch} ends with {context.Validation.Count}");

    public void OnTrainingEnd(TrainingContext context) => calls.Add($"end {context.TotalIterations}");
}
