using System.IO.Enumeration;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Checks a library, experiment by experiment.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="events">Told how far the check is.</param>
/// <param name="cancellation">Ends the check.</param>
internal sealed class LibraryCheck(ExperimentCatalog catalog, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Finds what is wrong, each as soon as it is found.</summary>
    /// <param name="pattern">The experiments' name, with wildcards; <see langword="null"/> for all.</param>
    /// <exception cref="ExperimentNotFoundException">No experiment has that name.</exception>
    public IEnumerable<LibraryProblem> Run(string? pattern)
    {
        string[] names =
        [
            .. catalog.Names(pattern),
            .. catalog.IncompleteNames().Where(name => pattern is null || FileSystemName.MatchesSimpleExpression(pattern, name)),
        ];
        return names.Length == 0 && pattern is not null && !pattern.AsSpan().ContainsAny('*', '?')
            ? throw new ExperimentNotFoundException(pattern, catalog.Folder)
            : Find(names);
    }

    private IEnumerable<LibraryProblem> Find(string[] names)
    {
        long total = names.Sum(name => (long)catalog.Snapshots(name).Keys().Count());
        long done = 0;
        var meter = new ProgressMeter("Checking the library", events);
        return names.SelectMany(name => new ExperimentCheck(catalog, name, cancellation).Find(Tell));

        void Tell(SnapshotKey key) => meter.Report(new ProgressPosition(done++, total), key.ToString(), []);
    }
}
