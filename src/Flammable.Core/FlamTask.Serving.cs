using System.Text.Json;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable;

/// <content>What a task does as a server: how a request becomes a sample, and a result an answer.</content>
public abstract partial class FlamTask
{
    /// <summary>
    /// Uses the trained model on several samples at once. Override it where that is faster than one after the other: a
    /// server then puts the samples of requests that come at the same time together.
    /// </summary>
    /// <param name="samples">The samples, each as <see cref="Eval"/> takes it.</param>
    /// <returns>One prediction for each sample, in their order.</returns>
    /// <exception cref="TaskMethodMissingException">The task overrides neither this method nor <see cref="Eval"/>.</exception>
    public virtual IReadOnlyList<object?> EvalBatch(IReadOnlyList<object?> samples) => [.. samples.Select(Eval)];

    /// <summary>
    /// Makes a sample of a request's JSON. The default makes a <c>double</c> of a number, a <c>double[]</c> of an array of
    /// numbers, an array of any other, and a <c>Dictionary&lt;string, object?&gt;</c> of an object; for a
    /// <see cref="Training.ModelTask{TModel, TSample, TOutput}"/> its sample's type where that is a number, a text or an array of them.
    /// </summary>
    /// <param name="json">The sample as the client sent it.</param>
    /// <returns>What <see cref="Eval"/> takes.</returns>
    /// <exception cref="ArgumentException">The JSON is no sample; with <c>sample</c> as its parameter's name, the client is told its message.</exception>
    protected internal virtual object? ReadSample(JsonElement json)
    {
        object? plain = PlainJson.Read(json);
        return PlainJson.IsFinite(plain)
            ? ToSample(plain)
            : throw new ArgumentException("A number is beyond what a double can hold.", "sample");
    }

    /// <summary>Makes a sample of a line of CSV. A server takes CSV where a task overrides it.</summary>
    /// <param name="fields">The line's fields, without their quotes.</param>
    /// <returns>What <see cref="Eval"/> takes.</returns>
    /// <exception cref="ArgumentException">The line is no sample; with <c>sample</c> as its parameter's name, the client is told its message.</exception>
    /// <exception cref="TaskMethodMissingException">The task does not override it.</exception>
    protected internal virtual object? ReadCsvSample(IReadOnlyList<string> fields) => throw Missing();

    /// <summary>
    /// Writes what <see cref="Eval"/> gave as one JSON value. The default writes numbers, texts, lists and dictionaries as they
    /// are, any other object by its public properties, and NaN and infinities as texts.
    /// </summary>
    /// <param name="writer">Takes the value.</param>
    /// <param name="result">The prediction.</param>
    protected internal virtual void WriteResult(Utf8JsonWriter writer, object? result) => PlainJson.Write(writer, PlainValue.Of(result));

    /// <summary>Whether several samples at once are faster than one after the other.</summary>
    internal virtual bool HasBatches => Implements(nameof(EvalBatch));

    /// <summary>Whether a line of CSV can become a sample.</summary>
    internal bool ReadsCsv => ((Func<IReadOnlyList<string>, object?>)ReadCsvSample).Method.DeclaringType != typeof(FlamTask);

    /// <summary>Loads what the first evaluation would load.</summary>
    internal virtual void WarmUp()
    {
    }

    /// <summary>Lets go of what the task holds beside its memory. It may be called while the task evaluates, and from any thread.</summary>
    internal virtual void Close()
    {
    }
}
