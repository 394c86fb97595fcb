namespace Flammable.Training;

/// <summary>Saves and restores the model of a training, whatever its type is.</summary>
internal interface IModelKeeper
{
    /// <summary>Saves the model as it is now.</summary>
    void Save(string name);

    /// <summary>Makes a saved model the training's model again.</summary>
    void Restore(string name);
}
