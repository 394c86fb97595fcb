namespace Flammable.Errors;

/// <summary>The base of every error that Flammable itself raises. Its message is one sentence that names the thing, its state and the file.</summary>
public abstract class FlammableException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the thing, its state, the file.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    protected FlammableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
