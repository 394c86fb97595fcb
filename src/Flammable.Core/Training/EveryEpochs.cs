namespace Flammable.Training;

/// <summary>Does something after every n-th epoch.</summary>
public sealed class EveryEpochs : ITrainingCallback
{
    private readonly int _epochs;
    private readonly Action<TrainingContext> _action;

    /// <summary>Creates the callback.</summary>
    /// <param name="epochs">After how many epochs; 1 for each.</param>
    /// <param name="action">What to do.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0.</exception>
    public EveryEpochs(int epochs, Action<TrainingContext> action)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        ArgumentNullException.ThrowIfNull(action);
        _epochs = epochs;
        _action = action;
    }

    /// <inheritdoc/>
    public void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Epoch % _epochs == 0)
        {
            _action(context);
        }
    }
}
