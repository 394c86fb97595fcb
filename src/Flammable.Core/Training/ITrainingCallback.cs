using System.Text.Json.Nodes;

namespace Flammable.Training;

/// <summary>
/// What is done at the turns of a training. Implement the hooks that are needed; the others do nothing. Callbacks are called
/// in their order, on the training's thread.
/// </summary>
public interface ITrainingCallback
{
    /// <summary>The model is made, no data was seen yet. A callback that remembers something begins anew here.</summary>
    /// <param name="context">Where the training stands.</param>
    void OnTrainingStart(TrainingContext context)
    {
    }

    /// <summary>An epoch begins.</summary>
    /// <param name="context">Where the training stands; the losses of the epoch before are gone.</param>
    void OnEpochStart(TrainingContext context)
    {
    }

    /// <summary>An iteration has ended.</summary>
    /// <param name="context">Where the training stands, with the losses of the epoch so far.</param>
    void OnIteration(TrainingContext context)
    {
    }

    /// <summary>An epoch has ended; its losses are stored, and its validation is done where it was due.</summary>
    /// <param name="context">Where the training stands.</param>
    void OnEpochEnd(TrainingContext context)
    {
    }

    /// <summary>
    /// The last epoch has ended, or a callback has stopped the training; the final model is saved next. A training that fails
    /// or is cancelled does not come here.
    /// </summary>
    /// <param name="context">Where the training stands.</param>
    void OnTrainingEnd(TrainingContext context)
    {
    }

    /// <summary>What the callback has to remember where the training is resumed from a checkpoint; the default is nothing.</summary>
    JsonNode? SaveState() => null;

    /// <summary>Takes back what <see cref="SaveState"/> gave. It is called after <see cref="OnTrainingStart"/>.</summary>
    /// <param name="state">The state.</param>
    void RestoreState(JsonNode state)
    {
    }
}
