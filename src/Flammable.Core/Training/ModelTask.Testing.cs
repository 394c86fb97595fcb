using Flammable.Errors;
using Flammable.Execution;
using Flammable.Metrics;

namespace Flammable.Training;

public abstract partial class ModelTask<TModel, TSample, TOutput>
{
    private IReadOnlyCollection<TSample>? _validationData;

    /// <summary>After how many epochs the training validates; 0, the default, for never.</summary>
    protected virtual int ValidateEvery => 0;

    /// <summary>
    /// Whether a test also stores each value of a metric, as the series <c>METRIC_data</c> beside the average; the default is
    /// <see langword="true"/>. A value takes 8 bytes of memory until the test's end, and a line of the journal.
    /// </summary>
    protected virtual bool KeepTestData => true;

    /// <summary>The data to test on.</summary>
    /// <exception cref="TaskMethodMissingException">The task does not override it.</exception>
    protected virtual IEnumerable<TSample> TestData() => throw Missing();

    /// <summary>
    /// The data to validate on; asked for at each validation. The default is the test data, read once a training and kept in
    /// memory.
    /// </summary>
    protected virtual IEnumerable<TSample> ValidationData()
    {
        if (_validationData is null)
        {
            IEnumerable<TSample> data = OneInDryRun(TestData());
            _validationData = data as IReadOnlyCollection<TSample> ?? [.. data];
        }

        return _validationData;
    }

    /// <summary>What the model answers where it must not learn: no dropout, no gradients. The default is <see cref="Forward"/>.</summary>
    /// <param name="sample">The prepared sample.</param>
    protected virtual TOutput ForwardForTest(TSample sample) => Forward(sample);

    /// <summary>Measures one output.</summary>
    /// <param name="sample">The prepared sample, with its target.</param>
    /// <param name="output">What the model answered.</param>
    /// <param name="metrics">Takes the metrics by name; their averages are the result.</param>
    /// <exception cref="TaskMethodMissingException">The task does not override it.</exception>
    protected virtual void Evaluate(TSample sample, TOutput output, NamedValues metrics) => throw Missing();

    /// <summary>Tests one sample: prepare, forward, evaluate.</summary>
    /// <param name="sample">The sample as the data gave it.</param>
    /// <param name="metrics">Takes the metrics by name.</param>
    protected virtual void TestOne(TSample sample, NamedValues metrics)
    {
        TSample prepared = PrepareSample(sample);
        Evaluate(prepared, ForwardForTest(prepared), metrics);
    }

    /// <summary>Tests the model on any data.</summary>
    /// <param name="data">The data to test on.</param>
    /// <param name="snapshot">
    /// Where to store the averages, in its <c>Test</c>, and what they are the averages of; <see langword="null"/> to store nothing.
    /// </param>
    /// <returns>The average of each metric, by name.</returns>
    /// <remarks>
    /// For a metric <c>accuracy</c> the series <c>accuracy</c> gets the average, and <c>accuracy_data</c> every value that was
    /// added, in the order of the data (see <see cref="KeepTestData"/>). A second test on other data in the same run replaces the
    /// average; its values follow the others.
    /// </remarks>
    /// <exception cref="InvalidOperationException">There are no samples.</exception>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public virtual IReadOnlyDictionary<string, double> TestOn(IEnumerable<TSample> data, TaskSnapshot? snapshot = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        data = OneInDryRun(data);
        int total = data.TryGetNonEnumeratedCount(out int count) ? count : 0;
        int done = 0;
        bool isStored = snapshot is not null && !Run.IsDryRun;
        var metrics = new NamedValues(isStored && KeepTestData);
        foreach (TSample sample in data)
        {
            Run.Cancellation.ThrowIfCancellationRequested();
            TestOne(sample, metrics);
            done++;
            if (_progress is null)
            {
                Run.Progress(done, total);
            }
            else
            {
                _progress.Validate(done, total);
            }
        }

        IReadOnlyDictionary<string, double> averages = done > 0
            ? metrics.Averages()
            : throw new InvalidOperationException("The data to test on is empty.");
        if (isStored)
        {
            Store(snapshot!.Test, averages, metrics);
        }

        return averages;
    }

    /// <summary>Tests the model on the test data and stores the averages, and each value, in the snapshot.</summary>
    public override void Test() => TestOn(TestData(), Snapshot);

    /// <summary>Validates the model during the training, and stores the averages in <c>Snapshot.Validation</c>.</summary>
    /// <param name="epoch">The epoch that has ended.</param>
    /// <returns>The average of each metric, by name, for callbacks that follow one.</returns>
    protected virtual IReadOnlyDictionary<string, double> Validate(int epoch)
    {
        IReadOnlyDictionary<string, double> averages = TestOn(ValidationData());
        Append(Snapshot.Validation, averages, epoch);
        return averages;
    }

    private static void Store(SeriesLog series, IReadOnlyDictionary<string, double> averages, NamedValues metrics)
    {
        foreach ((string name, double value) in averages)
        {
            series.Store(name, value);
        }

        foreach (string name in averages.Keys)
        {
            string raw = RawSeries.Of(name);
            foreach (double value in metrics.All(name))
            {
                series.Append(raw, value);
            }
        }
    }

    private IEnumerable<ITrainingCallback> ValidationCallback() => ValidateEvery == 0
        ? []
        : [new EveryEpochs(Run.IsDryRun ? 1 : ValidateEvery, context => context.Validation = Validate(context.Epoch))];
}
