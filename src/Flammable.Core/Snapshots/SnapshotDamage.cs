using Flammable.Errors;

namespace Flammable.Snapshots;

/// <summary>The errors of a <c>snapshot.json</c> that is not what it should be.</summary>
internal static class SnapshotDamage
{
    public static SnapshotStoreException Of(string path, string reason, Exception? error = null) =>
        new($"The file '{path}' is damaged: {reason.TrimEnd('.')}.", path, StoreProblem.Damaged, error);

    public static SnapshotStoreException Newer(string path, double format) =>
        new($"The file '{path}' has format {format}, which is newer than this version of Flammable reads ({SnapshotJson.Format}).", path, StoreProblem.NewerVersion);
}
