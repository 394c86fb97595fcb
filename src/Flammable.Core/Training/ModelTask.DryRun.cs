using Flammable.Errors;

namespace Flammable.Training;

public abstract partial class ModelTask<TModel, TSample, TOutput>
{
    // The training itself tries the test out, while it still has the model.
    internal override void DryRun() => Train();

    // What a real run would do hours later: save and load the model, and test it.
    private void TryOut()
    {
        Model = SaveAndLoad(file => SaveModel(Model, file), LoadModel);
        SaveAndLoad(
            SaveTrainingState,
            file =>
            {
                LoadTrainingState(file);
                return true;
            });
        if (TestDataIfAny() is { } data)
        {
            TestOn(data);
        }
    }

    private static T SaveAndLoad<T>(Action<Stream> save, Func<Stream, T> load)
    {
        using var file = new MemoryStream();
        save(file);
        using var saved = new MemoryStream(file.ToArray(), writable: false);
        return load(saved);
    }

    private IEnumerable<TSample>? TestDataIfAny()
    {
        try
        {
            return TestData();
        }
        catch (TaskMethodMissingException missing) when (missing.Method == nameof(TestData))
        {
            return null;
        }
    }
}
