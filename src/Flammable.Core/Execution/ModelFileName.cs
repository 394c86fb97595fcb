using Flammable.Checkpoints;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>The rule for the names of model files, the same for a stored run and in direct use.</summary>
internal static class ModelFileName
{
    private static readonly string[] Reserved =
        [SnapshotStore.FileName, SnapshotMetrics.FileName, RunLog.FileName, SnapshotLock.FileName, CheckpointFolder.FileName, CopyMark.FileName];

    public static bool IsAllowed(string name) =>
        name == Path.GetFileName(name)
        && !name.StartsWith('.')
        && !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
        && !ServerLogName.IsMatch(name);

    /// <exception cref="ArgumentException">The name cannot name a model file.</exception>
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!IsAllowed(name))
        {
            throw new ArgumentException(
                $"'{name}' cannot name a model file: it has a folder in it, begins with a dot, or is a name that Flammable uses itself.", nameof(name));
        }
    }
}
