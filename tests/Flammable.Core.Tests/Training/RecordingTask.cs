using System.Runtime.CompilerServices;
using Flammable.Execution;
using Flammable.Training;

namespace Flammable.Tests.Training;

/// <summary>Overrides every step, and keeps which ones were called. Each does what its base does.</summary>
public sealed class RecordingTask : LineTask
{
    public List<string> Calls { get; } = [];

    /// <summary>The step to record; all of them where it is not set.</summary>
    public string? Only { get; init; }

    public override void Train()
    {
        Record();
        base.Train();
    }

    public override void Test()
    {
        Record();
        base.Test();
    }

    public override object? Eval(object? sample)
    {
        Record();
        return base.Eval(sample);
    }

    public override IReadOnlyList<object?> EvalBatch(IReadOnlyList<object?> samples)
    {
        Record();
        return base.EvalBatch(samples);
    }

    public override void EvalPath(string inputPath, string outputPath)
    {
        Record();
        base.EvalPath(inputPath, outputPath);
    }

    public override IReadOnlyDictionary<string, double> TestOn(IEnumerable<Point> data, TaskSnapshot? snapshot = null)
    {
        Record();
        return base.TestOn(data, snapshot);
    }

    protected override IEnumerable<ITrainingCallback> Callbacks() => Recorded(base.Callbacks());

    protected override Line CreateModel() => Recorded(base.CreateModel());

    protected override IEnumerable<Point> TrainingData() => Recorded(base.TrainingData());

    protected override IEnumerable<Point> TestData() => Recorded(base.TestData());

    protected override IEnumerable<Point> ValidationData()
    {
        Record();
        return base.ValidationData();
    }

    protected override Point PrepareSample(Point sample) => Recorded(base.PrepareSample(sample));

    protected override double Forward(Point sample) => Recorded(base.Forward(sample));

    protected override double ForwardForTest(Point sample)
    {
        Record();
        return base.ForwardForTest(sample);
    }

    protected override void Backward(Point sample, double output, NamedValues losses)
    {
        Record();
        base.Backward(sample, output, losses);
    }

    protected override void Evaluate(Point sample, double output, NamedValues metrics)
    {
        Record();
        base.Evaluate(sample, output, metrics);
    }

    protected override void TrainIteration(Point sample, NamedValues losses)
    {
        Record();
        base.TrainIteration(sample, losses);
    }

    protected override void TrainEpoch(IEnumerable<Point> data, NamedValues losses)
    {
        Record();
        base.TrainEpoch(data, losses);
    }

    protected override void TrainEpochs(IEnumerable<Point> data)
    {
        Record();
        base.TrainEpochs(data);
    }

    protected override IReadOnlyDictionary<string, double> Validate(int epoch)
    {
        Record();
        return base.Validate(epoch);
    }

    protected override void TestOne(Point sample, NamedValues metrics)
    {
        Record();
        base.TestOne(sample, metrics);
    }

    protected override object? EvalSample(Point sample)
    {
        Record();
        return base.EvalSample(sample);
    }

    protected override IReadOnlyList<object?> EvalSamples(IReadOnlyList<Point> samples)
    {
        Record();
        return base.EvalSamples(samples);
    }

    protected override object? PostProcess(Point sample, double output) => Recorded(base.PostProcess(sample, output));

    protected override IEnumerable<Point> LoadSamples(string path) => Recorded(base.LoadSamples(path));

    protected override void StoreResults(string path, IEnumerable<object?> results)
    {
        Record();
        base.StoreResults(path, results);
    }

    protected override void SaveFinalModel()
    {
        Record();
        base.SaveFinalModel();
    }

    protected override void SaveModel(Line model, Stream file)
    {
        Record();
        base.SaveModel(model, file);
    }

    protected override Line LoadModel(Stream file) => Recorded(base.LoadModel(file));

    private T Recorded<T>(T result, [CallerMemberName] string step = "")
    {
        Record(step);
        return result;
    }

    private void Record([CallerMemberName] string step = "")
    {
        if (Only is null || Only == step)
        {
            Calls.Add(step);
        }
    }
}
