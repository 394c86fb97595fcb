using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>Captured code that waits to be filed.</summary>
/// <param name="Result">The commit.</param>
/// <param name="Mode">Where it was put.</param>
/// <param name="Repository">The experiment's repository, which has the commit but no ref to it yet.</param>
/// <param name="Store">The experiment's snapshots.</param>
internal sealed record CapturedCode(CaptureResult Result, CommitMode Mode, ExperimentRepository Repository, SnapshotStore Store);
