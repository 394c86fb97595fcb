namespace Flammable.Training;

public abstract partial class ModelTask<TModel, TSample, TOutput>
{
    internal override bool HasBatches =>
        HasOwnEvalSamples || DeclarerOf(nameof(EvalBatch)) != typeof(ModelTask<TModel, TSample, TOutput>);

    private bool HasOwnEvalSamples =>
        ((Func<IReadOnlyList<TSample>, IReadOnlyList<object?>>)EvalSamples).Method.DeclaringType != typeof(ModelTask<TModel, TSample, TOutput>);

    internal override void WarmUp()
    {
        if (Snapshot.ModelFiles.Count > 0)
        {
            _ = Model;
        }
    }
}
