using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Snapshots;

namespace Flammable.Training;

/// <summary>
/// Saves the model during the training: every n epochs, or whenever a series has one of its best values. The oldest or the
/// worst checkpoint beyond the number to keep is deleted, once the new one is saved.
/// </summary>
public sealed class CheckpointCallback : ITrainingCallback
{
    private readonly WatchedSeries? _series;
    private readonly int _every;
    private readonly int _keep;

    // The first one is the next to go.
    private readonly List<(string File, double Value)> _kept = [];

    /// <summary>Saves every n epochs.</summary>
    /// <param name="every">After how many epochs; 1 for each.</param>
    /// <param name="keep">How many checkpoints to keep, the last ones; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not above 0.</exception>
    public CheckpointCallback(int every = 1, int keep = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(every);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(keep);
        _every = every;
        _keep = keep;
        Prefix = "epoch-";
    }

    /// <summary>Saves the best.</summary>
    /// <param name="series">The series that decides, such as <c>accuracy</c>.</param>
    /// <param name="goal">Which values are better. Of two equal ones the earlier is; NaN is never saved.</param>
    /// <param name="part">Where the series is.</param>
    /// <param name="keep">How many checkpoints to keep, the best ones; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0.</exception>
    public CheckpointCallback(string series, SeriesGoal goal, SeriesPart part = SeriesPart.Validation, int keep = 1)
        : this(every: 1, keep)
    {
        _series = new WatchedSeries(series, goal, part);
        Prefix = "best-";
    }

    /// <summary>What the files' names begin with, before the epoch: <c>epoch-</c> or <c>best-</c> unless set. Two callbacks need two.</summary>
    public string Prefix { get; init; }

    /// <summary>Whether the training ends with the best model (the last checkpoint, where no series decides), so that the final model is that one.</summary>
    public bool RestoreBest { get; init; }

    /// <summary>The files of the checkpoints that are kept, the next to go first.</summary>
    public IReadOnlyList<string> Files => [.. _kept.Select(one => one.File)];

    /// <inheritdoc/>
    public void OnTrainingStart(TrainingContext context) => _kept.Clear();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There is no series of that name.</exception>
    public void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Epoch % _every != 0 || !IsWorthKeeping(context, out double value))
        {
            return;
        }

        string file = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{context.Epoch}.model");
        context.SaveModel(file);
        Insert(file, value);
        if (_kept.Count > _keep)
        {
            string first = _kept[0].File;
            _kept.RemoveAt(0);
            context.DeleteModel(first);
        }
    }

    /// <inheritdoc/>
    public void OnTrainingEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (RestoreBest && _kept.Count > 0)
        {
            context.RestoreModel(_kept[^1].File);
        }
    }

    /// <inheritdoc/>
    public JsonNode? SaveState() =>
        new JsonArray([.. _kept.Select(one => new JsonObject { ["file"] = one.File, ["value"] = JsonNumber.Of(one.Value) })]);

    /// <inheritdoc/>
    public void RestoreState(JsonNode state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _kept.AddRange(state.AsArray().Select(one => (one!["file"]!.GetValue<string>(), JsonNumber.Read(one["value"])!.Value)));
    }

    private bool IsWorthKeeping(TrainingContext context, out double value)
    {
        value = 0;
        return _series is null
            || (_series.TryRead(context, out value)
                && !double.IsNaN(value)
                && (_kept.Count < _keep || _series.IsBetter(value, _kept[0].Value)));
    }

    private void Insert(string file, double value)
    {
        int place = _series is null ? -1 : _kept.FindIndex(one => !_series.IsBetter(value, one.Value));
        _kept.Insert(place < 0 ? _kept.Count : place, (file, value));
    }
}
