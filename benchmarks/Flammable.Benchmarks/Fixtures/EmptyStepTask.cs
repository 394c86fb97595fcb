using Flammable.Training;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>A task whose steps do nothing, so that only the meta-algorithm is left.</summary>
/// <param name="iterations">How many iterations its one epoch has.</param>
/// <param name="added">Its callbacks. Where there are any, each iteration tells a loss.</param>
internal sealed class EmptyStepTask(int iterations, ITrainingCallback[] added) : ModelTask<object, int, int>
{
    /// <summary>The data, which a bare loop goes through, too.</summary>
    public int[] Samples { get; } = new int[iterations];

    public override int Epochs { get; set; } = 1;

    protected override IEnumerable<ITrainingCallback> Callbacks() => added;

    protected override object CreateModel() => this;

    protected override void SaveModel(object model, Stream file)
    {
    }

    protected override object LoadModel(Stream file) => this;

    protected override IEnumerable<int> TrainingData() => Samples;

    protected override int Forward(int sample) => sample;

    protected override void Backward(int sample, int output, NamedValues losses)
    {
        if (added.Length > 0)
        {
            losses.Add("loss", output);
        }
    }
}
