using System.Globalization;

namespace Flammable.Training;

/// <summary>Fails the training at the first loss or validation metric that is NaN or infinite.</summary>
public sealed class NaNGuard : ITrainingCallback
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A loss is NaN or infinite; the message names the series and the epoch.</exception>
    public void OnIteration(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Losses.NonFinite is { } series)
        {
            throw Failure(series, context.Losses.Last(series), $"iteration {context.Iteration} of epoch {context.Epoch}");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A metric is NaN or infinite; the message names the series and the epoch.</exception>
    public void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Losses.NonFinite is { } series)
        {
            throw Failure(series, context.Losses.Average(series), $"epoch {context.Epoch}");
        }

        foreach ((string name, double value) in context.Validation)
        {
            if (!double.IsFinite(value))
            {
                throw Failure(name, value, $"the validation of epoch {context.Epoch}");
            }
        }
    }

    private static InvalidOperationException Failure(string series, double value, string where) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The series '{series}' is {value} in {where}."));
}
