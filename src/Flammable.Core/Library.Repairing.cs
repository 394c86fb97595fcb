using Flammable.Errors;
using Flammable.Execution;
using Flammable.Repairing;

namespace Flammable;

/// <content>Checking and repairing.</content>
public sealed partial class Library
{
    private Quarantine? _quarantine;

    /// <summary>
    /// Checks every snapshot, journal, model file, ref and commit, and tells what is not as it should be, each as soon as it is
    /// found. Nothing is changed. What a run holds is passed over, and that is told.
    /// </summary>
    /// <param name="experiment">The experiment's name, with wildcards; <see langword="null"/> for all.</param>
    /// <param name="events">Told how far the check is.</param>
    /// <param name="cancellation">Ends the check.</param>
    /// <exception cref="ExperimentNotFoundException">No experiment has that name.</exception>
    public IEnumerable<LibraryProblem> Check(
        string? experiment = null, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        new LibraryCheck(_catalog, events, cancellation).Run(experiment);

    /// <summary>Repairs one thing that a check has found. What is taken away goes to the library's folder <c>.quarantine</c>.</summary>
    /// <param name="problem">The problem, as the check has told it.</param>
    /// <returns>The problem as it is then; it is unchanged where nothing can be repaired.</returns>
    /// <exception cref="SnapshotStateException">A run holds the snapshot by now.</exception>
    /// <exception cref="FlammableException">A file cannot be written, or what is lost could not be brought back.</exception>
    public LibraryProblem Repair(LibraryProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (!problem.CanRepair || problem.Mend is not { } mend)
        {
            return problem;
        }

        mend(_quarantine ??= new Quarantine(Folder));
        return problem with { Status = LibraryProblemStatus.Repaired };
    }
}
