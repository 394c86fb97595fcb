using Flammable.Checkpoints;
using Flammable.Snapshots;

namespace Flammable.Restoring;

/// <summary>What a snapshot's runs produced, in a folder of its own beside the restored code.</summary>
internal static class ArtifactFolder
{
    /// <summary>The folder's name. git ignores the folder, so that a training of the restored code does not take it for code.</summary>
    public const string Name = ".flammable-snapshot";

    /// <summary>Copies models, metrics, metadata and log. The caller holds the snapshot's lock.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="codeFolder">The full path of the folder with the code.</param>
    /// <param name="cancellation">Ends the copying.</param>
    /// <returns>The names of the model files that are gone.</returns>
    /// <exception cref="IOException">The code has something of that name itself, or a file cannot be written.</exception>
    public static IReadOnlyList<string> Copy(Snapshot snapshot, string codeFolder, CancellationToken cancellation)
    {
        string folder = Path.Combine(codeFolder, Name);
        if (Path.Exists(folder))
        {
            throw new IOException($"The code of snapshot '{snapshot}' has a folder '{Name}' itself.");
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ".gitignore"), "*\n");
        foreach (string file in Directory.EnumerateFiles(snapshot.Path).Where(IsArtifact))
        {
            cancellation.ThrowIfCancellationRequested();
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return [.. snapshot.ModelFiles.Where(model => !File.Exists(Path.Combine(folder, model)))];
    }

    // Locks, files half written and checkpoints are of use to runs in the library alone, and logs of servers are none of a run.
    private static bool IsArtifact(string file) =>
        Path.GetFileName(file) is not (SnapshotLock.FileName or CheckpointFolder.FileName or ['.', ..]) && !ServerLogName.IsMatch(Path.GetFileName(file));
}
