using System.Globalization;
using Flammable.Execution;

namespace Flammable.Training;

/// <summary>Tells the run how far a training is, at most ten times a second: the text costs more than an iteration.</summary>
/// <param name="run">The run to tell.</param>
/// <param name="iterationsPerEpoch">How many iterations an epoch has; 0 where that is not known before the first epoch's end.</param>
internal sealed class TrainingProgress(TaskRun run, int iterationsPerEpoch)
{
    private const int Interval = 100;

    private long _next = Environment.TickCount64;

    public void EndIteration(TrainingContext context)
    {
        long now = Environment.TickCount64;
        if (now >= _next)
        {
            _next = now + Interval;
            Tell(context);
        }
    }

    public void EndEpoch(TrainingContext context)
    {
        if (iterationsPerEpoch == 0)
        {
            iterationsPerEpoch = context.Iteration;
        }

        if (context.Epoch == context.Epochs)
        {
            Tell(context);
        }
        else
        {
            EndIteration(context);
        }
    }

    private void Tell(TrainingContext context)
    {
        long total = (long)iterationsPerEpoch * context.Epochs;
        if (context.TotalIterations == 0 || total > int.MaxValue)
        {
            run.Progress(context.Epoch, context.Epochs, string.Join(", ", Losses(context)));
        }
        else
        {
            long done = Math.Min(context.TotalIterations, total == 0 ? int.MaxValue : total);
            run.Progress((int)done, (int)total, string.Join(", ", Losses(context).Prepend($"epoch {context.Epoch} of {context.Epochs}")));
        }
    }

    private static IEnumerable<string> Losses(TrainingContext context) => context.Losses.Names.Take(4).Select(
        name => string.Create(CultureInfo.InvariantCulture, $"{name} {context.Losses.Average(name):G4}"));
}
