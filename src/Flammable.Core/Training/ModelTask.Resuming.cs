using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Flammable.Training;

public abstract partial class ModelTask<TModel, TSample, TOutput>
{
    private const string ModelPart = "model";
    private const string TrainingPart = "training";
    private const string LoopPart = "loop.json";

    private long _lastCheckpoint;

    /// <summary>
    /// How long the training goes on at least between two checkpoints to be resumed from. They are saved at the end of an
    /// epoch; an interrupted training loses what came after. The default is 10 seconds, 0 is for each epoch.
    /// </summary>
    protected virtual TimeSpan CheckpointInterval => TimeSpan.FromSeconds(10);

    /// <summary>
    /// Writes what a resumed training needs beside the model, such as the optimizer's moments. The default writes nothing.
    /// Where the training stands, callbacks and <c>Run.Random</c> are cared for.
    /// </summary>
    /// <param name="file">Takes the bytes; Flammable closes it.</param>
    protected virtual void SaveTrainingState(Stream file)
    {
    }

    /// <summary>Reads what <see cref="SaveTrainingState"/> wrote. <see cref="Model"/> is the checkpoint's by then.</summary>
    /// <param name="file">Gives the bytes; Flammable closes it.</param>
    protected virtual void LoadTrainingState(Stream file)
    {
    }

    // The checkpoint of the last epoch would save nothing: the final model comes next.
    private void SaveCheckpointIfDue(TrainingContext context)
    {
        if (context.Epoch < context.Epochs && context.StopReason is null && Stopwatch.GetElapsedTime(_lastCheckpoint) >= CheckpointInterval)
        {
            Run.SaveCheckpoint(new Dictionary<string, Action<Stream>>
            {
                [ModelPart] = file => SaveModel(Model, file),
                [TrainingPart] = SaveTrainingState,
                [LoopPart] = file => file.Write(System.Text.Encoding.UTF8.GetBytes(LoopState(context).ToJsonString())),
            });
            _lastCheckpoint = Stopwatch.GetTimestamp();
        }
    }

    private JsonObject LoopState(TrainingContext context) => new()
    {
        ["epoch"] = context.Epoch,
        ["iterations"] = context.TotalIterations,
        ["callbacks"] = new JsonArray([.. _callbacks.Select(callback => callback.SaveState())]),
    };

    private void Resume(TrainingContext context)
    {
        _lastCheckpoint = Stopwatch.GetTimestamp();
        using Stream? model = Run.OpenCheckpoint(ModelPart);
        if (model is null)
        {
            return;
        }

        Model = LoadModel(model);
        using Stream training = Run.OpenCheckpoint(TrainingPart)!;
        LoadTrainingState(training);

        // The last one that is opened, so that the generator is where it was whatever the two methods did.
        using Stream loop = Run.OpenCheckpoint(LoopPart)!;
        JsonNode state = JsonNode.Parse(loop)!;
        context.Restore(state["epoch"]!.GetValue<int>(), state["iterations"]!.GetValue<long>());
        foreach ((ITrainingCallback callback, JsonNode? saved) in _callbacks.Zip(state["callbacks"]!.AsArray()))
        {
            if (saved is not null)
            {
                callback.RestoreState(saved);
            }
        }
    }
}
