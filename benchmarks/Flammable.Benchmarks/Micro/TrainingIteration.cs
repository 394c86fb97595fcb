using BenchmarkDotNet.Attributes;
using Flammable.Benchmarks.Fixtures;
using Flammable.Training;

namespace Flammable.Benchmarks.Micro;

/// <summary>What the meta-algorithm adds to one iteration of a training.</summary>
[MemoryDiagnoser]
public class TrainingIteration
{
    private const int Iterations = 1_000_000;

    private readonly EmptyStepTask _bare = new(Iterations, []);
    private readonly EmptyStepTask _guarded = new(
        Iterations, [new NaNGuard(), new TimeLimit(TimeSpan.FromHours(1)), new EarlyStopping("loss", part: SeriesPart.Train)]);

    /// <summary>An iteration whose steps do nothing.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public void EmptyStep() => _bare.Train();

    /// <summary>The same with a named loss and three callbacks.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public void LossAndCallbacks() => _guarded.Train();
}
