using System.Globalization;
using System.Text.Json.Nodes;

namespace Flammable.Training;

/// <summary>Stops the training after the iteration in which a time has passed.</summary>
public sealed class TimeLimit : ITrainingCallback
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private long _start;
    private TimeSpan _before;

    /// <summary>Creates the callback.</summary>
    /// <param name="limit">How long the training may take; above 0.</param>
    /// <param name="clock">Tells the time; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public TimeLimit(TimeSpan limit, TimeProvider? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        _limit = limit;
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public void OnTrainingStart(TrainingContext context) => (_start, _before) = (_clock.GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc/>
    public void OnIteration(TrainingContext context) => Check(context);

    /// <inheritdoc/>
    public void OnEpochEnd(TrainingContext context) => Check(context);

    /// <inheritdoc/>
    public JsonNode? SaveState() => (_before + _clock.GetElapsedTime(_start)).Ticks;

    /// <inheritdoc/>
    public void RestoreState(JsonNode state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _before = TimeSpan.FromTicks(state.GetValue<long>());
    }

    private void Check(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.StopReason is null && _before + _clock.GetElapsedTime(_start) >= _limit)
        {
            context.RequestStop(string.Create(CultureInfo.InvariantCulture, $"the time limit of {_limit} has passed."));
        }
    }
}
