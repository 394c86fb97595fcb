namespace Flammable.Transfer;

/// <summary>What a copy has done with a snapshot.</summary>
public enum CopyStatus
{
    /// <summary>It was not there, and is now.</summary>
    Copied,

    /// <summary>It was there without its model files and artifacts, and has them now.</summary>
    ArtifactsAdded,

    /// <summary>It was there already, and nothing was done.</summary>
    UpToDate,
}
