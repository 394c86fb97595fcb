using Flammable.Errors;

namespace Flammable.Transfer;

/// <summary>How snapshots are copied.</summary>
public sealed record CopyOptions
{
    /// <summary>Whether model files and all else of the snapshots' folders are copied too; checkpoints never are.</summary>
    public bool IncludeArtifacts { get; init; }

    /// <summary>The experiment to file the snapshots under where they are copied to; <see langword="null"/> for their own.</summary>
    public string? Experiment { get; init; }

    /// <summary>Whether <c>git</c> may ask for a password on the terminal.</summary>
    public bool MayAsk { get; init; }

    /// <summary>Told of each snapshot that cannot be copied; the others are. <see langword="null"/> to throw.</summary>
    public Action<FlammableException>? Refused { get; init; }
}
