namespace Flammable.Errors;

/// <summary>The predictions of two snapshots for one input cannot be laid beside each other.</summary>
public sealed class PredictionsNotComparableException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the snapshots, the input, what does not fit.</param>
    /// <param name="inputPath">The full path of the input.</param>
    public PredictionsNotComparableException(string message, string inputPath)
        : base(message) => InputPath = inputPath;

    /// <summary>The full path of the input.</summary>
    public string InputPath { get; }
}
