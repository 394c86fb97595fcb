namespace Flammable.Training;

/// <summary>The series that a callback follows from epoch to epoch.</summary>
internal sealed class WatchedSeries
{
    private readonly SeriesPart _part;
    private readonly SeriesGoal _goal;
    private bool _wasSeen;

    public WatchedSeries(string name, SeriesGoal goal, SeriesPart part)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        _goal = goal;
        _part = part;
    }

    public string Name { get; }

    /// <summary>What every value is at least as good as.</summary>
    public double Worst => _goal == SeriesGoal.Minimize ? double.PositiveInfinity : double.NegativeInfinity;

    /// <summary>The value of the epoch that has ended.</summary>
    /// <returns>Whether there is one: validations may be rarer than epochs.</returns>
    /// <exception cref="InvalidOperationException">There are values, but none of this name, nor was there ever one.</exception>
    public bool TryRead(TrainingContext context, out double value)
    {
        IReadOnlyDictionary<string, double> values = _part == SeriesPart.Train ? context.Losses.Averages() : context.Validation;
        if (values.TryGetValue(Name, out value))
        {
            _wasSeen = true;
            return true;
        }

        return _wasSeen || values.Count == 0
            ? false
            : throw new InvalidOperationException(
                $"The {_part.ToString().ToLowerInvariant()} part has no series '{Name}' in epoch {context.Epoch}: it has '{string.Join("', '", values.Keys)}'.");
    }

    /// <summary>Whether a value is better than another by more than a distance; NaN never is.</summary>
    public bool IsBetter(double value, double other, double by = 0) =>
        _goal == SeriesGoal.Minimize ? value < other - by : value > other + by;
}
