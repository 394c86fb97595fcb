using Flammable.Metrics;

namespace Flammable.Training;

/// <summary>
/// A task with the usual algorithms for training, validation, test and evaluation. Write the steps where the problem is
/// special: the model, the data, forward and backward. Every other step has a default and can be overridden alone.
/// </summary>
/// <typeparam name="TModel">The model, of any library.</typeparam>
/// <typeparam name="TSample">What one iteration sees: a sample or a batch, with its target.</typeparam>
/// <typeparam name="TOutput">What the model answers to one <typeparamref name="TSample"/>.</typeparam>
/// <remarks>
/// <code>
/// Train       CreateModel, TrainingData, TrainEpochs, SaveFinalModel
///   TrainEpochs   TrainEpoch for each epoch; the averaged losses are stored; every n epochs Validate
///   TrainEpoch    TrainIteration for each sample
///   TrainIteration   PrepareSample, Forward, Backward
/// Test        TestData, TestOn: TestOne for each sample; the averaged metrics are stored, and each value as METRIC_data
///   TestOne       PrepareSample, ForwardForTest, Evaluate
/// Eval        PrepareSample, ForwardForTest, PostProcess
/// EvalSamples the same for each sample
/// EvalPath    LoadSamples, the same for each sample, StoreResults
/// </code>
/// </remarks>
public abstract partial class ModelTask<TModel, TSample, TOutput> : FlamTask
{
    private TModel? _model;
    private bool _hasModel;

    /// <summary>
    /// The model. In a training it is the one that <see cref="CreateModel"/> made. Else it is the one that the snapshot had
    /// saved last, loaded at the first use.
    /// </summary>
    /// <exception cref="FileNotFoundException">The snapshot has no model.</exception>
    public TModel Model
    {
        get
        {
            if (!_hasModel)
            {
                RestoreModel(name: null);
            }

            return _model!;
        }

        protected set
        {
            _model = value;
            _hasModel = true;
        }
    }

    /// <summary>Makes the model that the training begins with, and the optimizer and criterion where they belong to it.</summary>
    protected abstract TModel CreateModel();

    /// <summary>Writes a model to a file. It is called for the final model and for each checkpoint.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">Takes the bytes; Flammable closes it.</param>
    protected abstract void SaveModel(TModel model, Stream file);

    /// <summary>Reads what <see cref="SaveModel"/> wrote.</summary>
    /// <param name="file">Gives the bytes; Flammable closes it.</param>
    protected abstract TModel LoadModel(Stream file);

    /// <summary>Makes a sample ready for the model: scales it, moves it to a device. The default gives it back as it is.</summary>
    /// <param name="sample">The sample as the data gave it.</param>
    protected virtual TSample PrepareSample(TSample sample) => sample;

    /// <summary>What the model answers, in training.</summary>
    /// <param name="sample">The prepared sample.</param>
    protected abstract TOutput Forward(TSample sample);

    private void RestoreModel(string? name)
    {
        using Stream file = Snapshot.OpenModel(name);
        Model = LoadModel(file);
    }

    private void ForgetModel() => (_model, _hasModel) = (default, false);

    private IEnumerable<TSample> OneInDryRun(IEnumerable<TSample> data) => Run.IsDryRun ? data.Take(1) : data;

    private void Append(SeriesLog series, IReadOnlyDictionary<string, double> values, int epoch)
    {
        if (Run.IsDryRun)
        {
            return;
        }

        foreach ((string name, double value) in values)
        {
            series.Append(name, value, epoch);
        }
    }
}
