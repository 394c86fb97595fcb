using System.Security.Cryptography;
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
        cancellation.ThrowIfCancellationRequested();
        DataFile? before = expected.ModelFiles.Contains(name) ? Describe(expected, name) : null;
        DataFile? now = actual.ModelFiles.Contains(name) ? Describe(actual, name) : null;
        (bool? isSame, string? message) = (before, now) switch
        {
            (not null, not null) when before == now => (true, null),
            (not null, not null) => (false, "Its bytes differ."),
            (null, _) when expected.ModelFiles.Contains(name) => (false, "The snapshot's file is gone."),
            (null, _) => (false, "The snapshot has no such file."),
            _ when expected.IsTested => ((bool?)null, "The training does not save it; a test may have."),
            _ => (false, "The training does not save it any more."),
        };
        return new VerifiedItem(VerifiedPart.Model, name, isSame, before?.ToString(), now?.ToString(), message);
    }

    private static DataFile? Describe(Snapshot snapshot, string name)
    {
        try
        {
            using FileStream file = File.OpenRead(Path.Combine(snapshot.Path, name));
            return new DataFile(Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
