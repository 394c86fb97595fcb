namespace Flammable.Training;

/// <summary>Where a callback finds the series that it follows.</summary>
public enum SeriesPart
{
    /// <summary>Among the metrics of the validation.</summary>
    Validation,

    /// <summary>Among the losses of the training, averaged over the epoch.</summary>
    Train,
}
