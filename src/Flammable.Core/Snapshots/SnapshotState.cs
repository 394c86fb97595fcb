namespace Flammable.Snapshots;

/// <summary>Where a snapshot stands in its life: created → training → trained, failed or interrupted.</summary>
public enum SnapshotState
{
    /// <summary>The folder exists; training has not begun.</summary>
    Created,

    /// <summary>A run is training it now.</summary>
    Training,

    /// <summary>Training ended well.</summary>
    Trained,

    /// <summary>The task threw.</summary>
    Failed,

    /// <summary>The training was cancelled, or its process ended.</summary>
    Interrupted,
}
