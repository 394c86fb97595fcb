namespace Flammable.Verifying;

/// <summary>What an item of a verification belongs to.</summary>
public enum VerifiedPart
{
    /// <summary>The commit that was trained.</summary>
    Code,

    /// <summary>A hyperparameter or the seed.</summary>
    Parameter,

    /// <summary>What the training ran on and with.</summary>
    Environment,

    /// <summary>A data file that the training asked for.</summary>
    Data,

    /// <summary>A series of the training or the validation.</summary>
    Series,

    /// <summary>A model file.</summary>
    Model,
}
