using BenchmarkDotNet.Attributes;
using Flammable.Training;

namespace Flammable.Benchmarks.Micro;

/// <summary>What the meta-algorithm adds to one iteration of a training.</summary>
[MemoryDiagnoser]
public class TrainingIteration
{
    private const int Iterations = 1_000_000;

    private readonly EmptyStepTask _bare = new([]);
    private readonly EmptyStepTask _guarded = new(
        [new NaNGuard(), new TimeLimit(TimeSpan.FromHours(1)), new EarlyStopping("loss", part: SeriesPart.Train)]);

    /// <summary>An iteration whose steps do nothing.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public void EmptyStep() => _bare.Train();

    /// <summary>The same with a named loss and three callbacks.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public void LossAndCallbacks() => _guarded.Train();

    private sealed class EmptyStepTask : ModelTask<object, int, int>
    {
        private static readonly int[] Samples = new int[Iterations];

        private readonly ITrainingCallback[] _added;

        public EmptyStepTask(ITrainingCallback[] added)
        {
            _added = added;
            Epochs = 1;
        }

        protected override IEnumerable<ITrainingCallback> Callbacks() => _added;

        protected override object CreateModel() => this;

        protected override void SaveModel(object model, Stream file)
        {
        }

        protected override object LoadModel(Stream file) => this;

        protected override IEnumerable<int> TrainingData() => Samples;

        protected override int Forward(int sample) => sample;

        protected override void Backward(int sample, int output, NamedValues losses)
        {
            if (_added.Length > 0)
            {
                losses.Add("loss", output);
            }
        }
    }
}
