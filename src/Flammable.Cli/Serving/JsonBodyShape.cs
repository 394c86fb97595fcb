namespace Flammable.Cli.Serving;

/// <summary>How the samples stand in a body of JSON.</summary>
internal enum JsonBodyShape
{
    /// <summary>It is one sample.</summary>
    One,

    /// <summary>It is an object that says that its array is samples.</summary>
    Several,

    /// <summary>It is an array, and says nothing more.</summary>
    BareArray,
}
