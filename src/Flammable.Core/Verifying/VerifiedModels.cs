using Flammable.Snapshots;

namespace Flammable.Verifying;

/// <summary>Compares the model files of two trainings, byte by byte.</summary>
/// <param name="expected">The snapshot.</param>
/// <param name="actual">The snapshot of the training that was done again.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class VerifiedModels(Snapshot expected, Snapshot actual, CancellationToken cancellation)
{
    public IEnumerable<VerifiedItem> Compare() => expected.ModelFiles.Union(actual.ModelFiles).Select(Compare);

    private VerifiedItem Compare(string name)
    {
        DataFile? before = Describe(expected, name);
        DataFile? now = Describe(actual, name);
        (bool? isSame, string? message) = (before, now) switch
        {
            (null, _) when expected.ModelFiles.Contains(name) => (false, "The snapshot's file is gone."),
            (null, _) => (false, "The snapshot has no such file."),
            _ when expected.ModelHashes.GetValueOrDefault(name) is { } saved && saved != before => (false, "The snapshot's file is not as it was saved."),
            (_, null) when expected.IsTested => ((bool?)null, "The training does not save it; a test may have."),
            (_, null) => (false, "The training does not save it any more."),
            _ when before != now => (false, "Its bytes differ."),
            _ => (true, null),
        };
        return new VerifiedItem(VerifiedPart.Model, name, isSame, before?.ToString(), now?.ToString(), message);
    }

    private DataFile? Describe(Snapshot snapshot, string name)
    {
        try
        {
            return snapshot.ModelFiles.Contains(name)
                && FileHash.Of(Path.Combine(snapshot.Path, name), cancellation) is var hash ? new DataFile(hash.Sha256, hash.Bytes) : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
