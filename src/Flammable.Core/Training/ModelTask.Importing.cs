using System.Collections;
using Flammable.Execution;

namespace Flammable.Training;

public abstract partial class ModelTask<TModel, TSample, TOutput>
{
    internal override object? ToSample(object? sample) => SampleConversion.To(typeof(TSample), sample);

    internal override IReadOnlyDictionary<string, double> TestOnFile(string path) => TestOn(LoadSamples(path));

    internal override IReadOnlyDictionary<string, double> TestOnSamples(IEnumerable samples) =>
        TestOn(samples.Cast<object?>().Select(sample => ToSample(sample) is TSample typed ? typed : throw OtherType(sample)));
}
