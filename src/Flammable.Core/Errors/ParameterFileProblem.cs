namespace Flammable.Errors;

/// <summary>The kinds of trouble with a file of hyperparameters.</summary>
public enum ParameterFileProblem
{
    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>The file cannot be read: no permission, or it is a folder.</summary>
    NotReadable,

    /// <summary>The file's ending says a format that is not read here.</summary>
    UnknownFormat,

    /// <summary>The file does not hold one table of names and values.</summary>
    Malformed,

    /// <summary>A value is no number, text, truth value or null.</summary>
    UnsupportedValue,

    /// <summary>A name stands in the file twice, in whatever case.</summary>
    DuplicateName,
}
