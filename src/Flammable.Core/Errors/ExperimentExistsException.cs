namespace Flammable.Errors;

/// <summary>An experiment cannot be made because the folder has one, or the library has one of that name.</summary>
public sealed class ExperimentExistsException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: which experiment exists, and where.</param>
    /// <param name="name">The existing experiment's name.</param>
    public ExperimentExistsException(string message, string name)
        : base(message)
    {
        Name = name;
    }

    /// <summary>The existing experiment's name.</summary>
    public string Name { get; }

    /// <summary>Whether snapshots of another experiment were to be copied into it.</summary>
    public bool IsOfCopy { get; init; }
}
