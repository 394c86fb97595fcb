using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Snapshots;

namespace Flammable.Training;

/// <summary>
/// Stops the training when a series has not become better for a while.
/// I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, algorithm 7.1.
/// </summary>
public sealed class EarlyStopping : ITrainingCallback
{
    private readonly WatchedSeries _series;
    private readonly int _patience;
    private readonly double _minDelta;
    private int _sinceBest;

    /// <summary>Creates the callback.</summary>
    /// <param name="series">The series to follow, such as <c>loss</c>.</param>
    /// <param name="goal">Which values are better.</param>
    /// <param name="part">Where the series is.</param>
    /// <param name="patience">After how many values without a better one the training stops; above 0. NaN is no better value.</param>
    /// <param name="minDelta">By how much more than this a value must be better than the best so far, in the series' unit; 0 or above.</param>
    /// <exception cref="ArgumentOutOfRangeException">The patience is not above 0, or the distance below 0.</exception>
    public EarlyStopping(
        string series,
        SeriesGoal goal = SeriesGoal.Minimize,
        SeriesPart part = SeriesPart.Validation,
        int patience = 10,
        double minDelta = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minDelta);
        _series = new WatchedSeries(series, goal, part);
        _patience = patience;
        _minDelta = minDelta;
        Best = _series.Worst;
    }

    /// <summary>The best value so far; infinite before the first one.</summary>
    public double Best { get; private set; }

    /// <summary>The epoch of the best value; 0 before the first one.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public void OnTrainingStart(TrainingContext context) => (Best, BestEpoch, _sinceBest) = (_series.Worst, 0, 0);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There is no series of that name.</exception>
    public void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_series.TryRead(context, out double value))
        {
            return;
        }

        if (_series.IsBetter(value, Best, _minDelta))
        {
            (Best, BestEpoch, _sinceBest) = (value, context.Epoch, 0);
        }
        else if (++_sinceBest >= _patience)
        {
            context.RequestStop(string.Create(
                CultureInfo.InvariantCulture, $"'{_series.Name}' has not become better than {Best:G4} since epoch {BestEpoch}."));
        }
    }

    /// <inheritdoc/>
    public JsonNode? SaveState() =>
        new JsonObject { ["best"] = JsonNumber.Of(Best), ["best_epoch"] = BestEpoch, ["since_best"] = _sinceBest };

    /// <inheritdoc/>
    public void RestoreState(JsonNode state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Best = JsonNumber.Read(state["best"])!.Value;
        BestEpoch = state["best_epoch"]!.GetValue<int>();
        _sinceBest = state["since_best"]!.GetValue<int>();
    }
}
