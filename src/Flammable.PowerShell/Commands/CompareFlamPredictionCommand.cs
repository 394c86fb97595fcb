using System.Management.Automation;
using Flammable.Comparing;
using Flammable.Completion;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Lets two past models answer the same samples, and emits those that they answer differently.</summary>
[Cmdlet(VerbsData.Compare, "FlamPrediction")]
[OutputType(typeof(PredictionDifference))]
public sealed class CompareFlamPredictionCommand : FlamCommand
{
    private string[] _inputs = [];
    private Snapshot? _reference;

    /// <summary>The snapshot to compare with: an id, a name, a tag, a word, a snapshot, or an object with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference? Reference { get; set; }

    /// <summary>The snapshots to compare with it, one after the other.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[] Difference { get; set; } = [];

    /// <summary>Files with samples. One of exactly that name comes first, else wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("FullName", "PSPath")]
    public string[] InputPath { get; set; } = [];

    /// <summary>How far a number of one may be from its counterpart. The default is 0: lines that are the same to the letter.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double Tolerance { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _inputs = [.. ResolveEach(InputPath, Paths.LiteralOrExpand)];
        TryAsk(Reference, () => Reference!.Find(Library), out _reference);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (SnapshotReference reference in Difference)
        {
            if (_reference is not null && TryAsk(reference, () => reference.Find(Library), out var snapshot))
            {
                Compare(_reference, snapshot);
            }
        }
    }

    private void Compare(Snapshot reference, Snapshot difference)
    {
        Library library = Library;
        if (!RunTask(difference, (events, cancellation) => library.OpenPredictions(reference, difference, events, cancellation), out var session))
        {
            return;
        }

        using (session)
        {
            foreach (string input in _inputs)
            {
                if (RunTask(input, (events, cancellation) => Compare(session, input, events, cancellation), out var comparison))
                {
                    WriteVerbose($"{comparison.Differences.Count} of {comparison.Lines} lines differ for '{input}' between {reference} and {difference}.");
                    WriteObject(comparison.Differences, enumerateCollection: true);
                }
            }
        }
    }

    private PredictionComparison Compare(PredictionSession session, string input, IProgress<RunEvent> events, CancellationToken cancellation) =>
        Directory.Exists(input)
            ? throw Errors.InputErrors.InputNotAFile(input)
            : session.Compare(input, Tolerance, events, cancellation);
}
