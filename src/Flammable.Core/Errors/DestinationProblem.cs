namespace Flammable.Errors;

/// <summary>Why nothing can be put into the place that the user chose.</summary>
public enum DestinationProblem
{
    /// <summary>Something is there already.</summary>
    Exists,

    /// <summary>It lies inside the library, or inside a <c>.git</c> folder.</summary>
    Misplaced,

    /// <summary>It cannot be written: no permission, or no space.</summary>
    NotWritable,
}
