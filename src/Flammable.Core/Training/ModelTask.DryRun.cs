using Flammable.Errors;

namespace Flammable.Training;

public abstract partial class ModelTask<TModel, TSample, TOutput>
{
    // What a real run would do hours later: save and load the model, and test it.
    private void TryOut()
    {
        using var file = new MemoryStream();
        SaveModel(Model, file);
        using var saved = new MemoryStream(file.ToArray(), writable: false);
        Model = LoadModel(saved);
        if (TestDataIfAny() is { } data)
        {
            TestOn(data);
        }
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
