using System.Globalization;
using Flammable.Errors;

namespace Flammable.Training;

public abstract partial class ModelTask<TModel, TSample, TOutput>
{
    /// <summary>Turns an output into what the user is given. The default gives it back as it is.</summary>
    /// <param name="sample">The prepared sample.</param>
    /// <param name="output">What the model answered.</param>
    protected virtual object? PostProcess(TSample sample, TOutput output) => output;

    /// <summary>Evaluates one sample: prepare, forward, post-process.</summary>
    /// <param name="sample">The sample as it was loaded.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    protected virtual object? EvalSample(TSample sample)
    {
        Run.Cancellation.ThrowIfCancellationRequested();
        TSample prepared = PrepareSample(sample);
        return PostProcess(prepared, ForwardForTest(prepared));
    }

    /// <summary>
    /// Evaluates several samples at once. Override it where that is faster than one after the other: a server then puts the
    /// samples of requests that come at the same time together.
    /// </summary>
    /// <param name="samples">The samples as they were loaded.</param>
    /// <returns>One result for each sample, in their order.</returns>
    protected virtual IReadOnlyList<object?> EvalSamples(IReadOnlyList<TSample> samples) => [.. samples.Select(EvalSample)];

    /// <summary>Reads the samples of a file.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="TaskMethodMissingException">The task does not override it.</exception>
    protected virtual IEnumerable<TSample> LoadSamples(string path) => throw Missing();

    /// <summary>Writes the results to a file. The default writes a line for each, numbers with a decimal point.</summary>
    /// <param name="path">The full path of the file, which does not exist yet.</param>
    /// <param name="results">One result for each sample, computed as they are asked for.</param>
    protected virtual void StoreResults(string path, IEnumerable<object?> results) =>
        File.WriteAllLines(path, results.Select(result => Convert.ToString(result, CultureInfo.InvariantCulture) ?? ""));

    /// <summary>Uses the model on one live sample.</summary>
    /// <param name="sample">A <typeparamref name="TSample"/>.</param>
    /// <returns>What <see cref="PostProcess"/> made of the output.</returns>
    /// <exception cref="ArgumentException">The sample is of another type.</exception>
    public override object? Eval(object? sample) => sample is TSample typed
        ? EvalSample(typed)
        : throw OtherType(sample);

    /// <summary>Uses the model on several live samples: <see cref="EvalSamples"/> where the task overrides it, else <see cref="Eval"/> on each.</summary>
    /// <param name="samples">Each a <typeparamref name="TSample"/>.</param>
    /// <exception cref="ArgumentException">A sample is of another type.</exception>
    public override IReadOnlyList<object?> EvalBatch(IReadOnlyList<object?> samples) => HasOwnEvalSamples
        ? EvalSamples([.. samples.Select(sample => sample is TSample typed ? typed : throw OtherType(sample))])
        : base.EvalBatch(samples);

    /// <summary>Uses the model on a file of samples.</summary>
    /// <param name="inputPath">The full path of the file with the samples.</param>
    /// <param name="outputPath">The full path of the file to write the results to.</param>
    public override void EvalPath(string inputPath, string outputPath) =>
        StoreResults(outputPath, LoadSamples(inputPath).Select(EvalSample));

    private static ArgumentException OtherType(object? sample) =>
        new($"A sample is of type '{typeof(TSample).Name}', not '{sample?.GetType().Name ?? "null"}'.", nameof(sample));
}
