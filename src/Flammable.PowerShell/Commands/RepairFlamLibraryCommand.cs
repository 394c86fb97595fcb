using System.Management.Automation;
using Flammable.Completion;
using Flammable.Pipeline;
using Flammable.Repairing;

namespace Flammable.Commands;

/// <summary>Checks every snapshot, journal, model file, ref and commit of the library, repairs what can be repaired, and emits what it found.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "FlamLibrary", SupportsShouldProcess = true)]
[OutputType(typeof(LibraryProblem))]
public sealed class RepairFlamLibraryCommand : FlamCommand
{
    /// <summary>The names of the experiments to check. The wildcards * and ? are allowed. The default is all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ExperimentName]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentCompleter]
    public string[] Experiment { get; set; } = [NamePattern.All];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string experiment in Experiment)
        {
            var events = new RunEventWriter(this);
            try
            {
                Repair(experiment, events);
            }
            finally
            {
                events.EndProgress();
            }
        }
    }

    private void Repair(string experiment, RunEventWriter events)
    {
        if (!TryAsk(experiment, () => Library.Check(experiment, events, StopToken), out var found))
        {
            return;
        }

        using IEnumerator<LibraryProblem> problems = found.GetEnumerator();
        while (TryAsk(experiment, problems.MoveNext, out bool isMore) && isMore)
        {
            LibraryProblem problem = problems.Current;
            // A repair that fails is an error of its own; the problem stands as it was.
            WriteObject(problem.CanRepair && ShouldProcess(problem.Message, problem.Repair)
                && TryAsk(problem.Path, () => Library.Repair(problem), out var repaired) ? repaired : problem);
        }
    }
}
