using Flammable.Execution;
using Flammable.Metrics;

namespace Flammable.Training;

/// <summary>Tells the run how far a training is, at most ten times a second: to tell costs more than an iteration.</summary>
/// <param name="context">The training.</param>
/// <param name="iterationsPerEpoch">How many iterations an epoch has; <see langword="null"/> where that is not known before the first epoch's end.</param>
internal sealed class TrainingProgress(TrainingContext context, int? iterationsPerEpoch)
{
    private const int Interval = 100;

    private long _next = Environment.TickCount64;

    /// <summary>Tells it after an iteration.</summary>
    public void EndIteration()
    {
        if (IsTime())
        {
            Tell();
        }
    }

    /// <summary>Tells it after an epoch: the last one always.</summary>
    public void EndEpoch()
    {
        iterationsPerEpoch ??= context.Iteration > 0 ? context.Iteration : null;
        if (context.Epoch == context.Epochs || IsTime())
        {
            Tell();
        }
    }

    /// <summary>Tells how far a validation is, during which the training stands still.</summary>
    /// <param name="done">The samples done.</param>
    /// <param name="total">All samples; 0 where that is not known.</param>
    public void Validate(int done, int total)
    {
        if (IsTime())
        {
            Tell($"validation {ProgressText.Count(done, total > 0 ? total : null)}");
        }
    }

    private bool IsTime()
    {
        long now = Environment.TickCount64;
        if (now < _next)
        {
            return false;
        }

        _next = now + Interval;
        return true;
    }

    private void Tell(string status = "")
    {
        // An epoch of the user's own may count no iterations.
        ProgressPosition position = context.TotalIterations == 0
            ? new ProgressPosition(context.Epoch, context.Epochs)
            : new ProgressPosition(context.TotalIterations, (long?)iterationsPerEpoch * context.Epochs)
            {
                Iteration = context.Iteration,
                Iterations = iterationsPerEpoch,
            };
        context.Run.Progress(
            position with { Epoch = context.Epoch, Epochs = context.Epochs },
            status,
            [.. context.Losses.Names.Take(LatestMetrics.Most).Select(name => new SeriesValue(MetricSplit.Train, name, context.Losses.Average(name)))]);
    }
}
