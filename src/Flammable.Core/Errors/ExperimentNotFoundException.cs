namespace Flammable.Errors;

/// <summary>The library has no experiment of a name.</summary>
public sealed class ExperimentNotFoundException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="library">The library's folder.</param>
    public ExperimentNotFoundException(string name, string library)
        : base($"The library '{library}' has no experiment '{name}'.")
    {
        Name = name;
        Library = library;
    }

    /// <summary>The name that was asked for.</summary>
    public string Name { get; }

    /// <summary>The library's folder.</summary>
    public string Library { get; }
}
