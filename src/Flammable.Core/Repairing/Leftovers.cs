using Flammable.Checkpoints;
using Flammable.Experiments;

namespace Flammable.Repairing;

/// <summary>Files and folders that killed processes have left. They harm nothing; the next change of their kind removes them.</summary>
internal static class Leftovers
{
    private const string Advice = "Clear-FlamLibrary and 'flam gc' remove it";

    // What is younger may be a change that goes on at this moment.
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>Those in a snapshot's folder; a checkpoint's folders are not among them.</summary>
    public static IEnumerable<LibraryProblem> InSnapshot(CheckedSnapshot one) => In(one.Key.Path)
        .Where(path => !Path.GetFileName(path).StartsWith(CheckpointFolder.PartsFolder, StringComparison.Ordinal))
        .Select(path => one.Problem(LibraryProblemKind.Leftover, path, Message(path)).Harmless(Advice));

    /// <summary>Those of an experiment that are in no snapshot.</summary>
    public static IEnumerable<LibraryProblem> InExperiment(ExperimentCatalog catalog, string experiment)
    {
        string folder = Path.Combine(catalog.Folder, experiment);
        return In(folder).Concat(In(Path.Combine(folder, ExperimentCatalog.SnapshotsFolder))).Select(path => new LibraryProblem
        {
            Kind = LibraryProblemKind.Leftover,
            Experiment = experiment,
            Path = path,
            Message = Message(path),
        }.Harmless(Advice));
    }

    private static IEnumerable<string> In(string folder) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateFileSystemEntries(folder, ".*").Where(path => Directory.GetLastWriteTimeUtc(path) < DateTime.UtcNow - Age);

    private static string Message(string path) => $"A process that was killed has left '{Path.GetFileName(path)}'.";
}
