using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>What the meta-algorithm adds to an iteration whose steps do nothing: in time beside a bare loop, and in memory.</summary>
internal sealed class IterationComparison : IComparison
{
    private const int Iterations = 1_000_000;
    private const double NanosecondsPerMillisecond = 1_000_000;

    private int _sum;

    public string Name => "iteration";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        var task = new EmptyStepTask(Iterations, []);
        (double ours, double theirs) = new Repetitions(Count: 25, WarmUps: 5).Medians(
            () => NanosecondsOf(task.Train), () => NanosecondsOf(() => Loop(task.Samples)));
        yield return new Figure("one iteration with empty steps", ours, "a bare loop", theirs, Limit.Over(1000, "ns")) { Unit = "ns" };

        long before = GC.GetAllocatedBytesForCurrentThread();
        task.Train();
        double bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Iterations;
        // What a training allocates once, and ten texts of progress a second, are no iteration's.
        yield return Figure.Alone("allocated by it", bytes, new Limit("0 B", (own, _) => own < 0.5)) with { Unit = "B" };
    }

    private static double NanosecondsOf(Action action) => Clock.Time(action) * NanosecondsPerMillisecond / Iterations;

    private void Loop(IEnumerable<int> samples)
    {
        foreach (int sample in samples)
        {
            _sum += sample;
        }
    }
}
