using System.Management.Automation;
using Flammable.Comparing;
using Flammable.Completion;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Emits an object for each thing in which snapshots differ from a reference.</summary>
[Cmdlet(VerbsData.Compare, "FlamSnapshot")]
[OutputType(typeof(ParameterDifference), typeof(MetricDifference), typeof(EnvironmentDifference), typeof(CodeDifference))]
public sealed class CompareFlamSnapshotCommand : FlamCommand
{
    private Snapshot _reference = null!;
    private ComparedParts[] _parts = [];

    /// <summary>The snapshot to compare with: an id, a name, a snapshot, or an object with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference Reference { get; set; } = null!;

    /// <summary>The snapshots to compare: ids, names, snapshots, or objects with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[] Difference { get; set; } = [];

    /// <summary>Compare the files of code. Without any of these switches, all is compared.</summary>
    [Parameter]
    public SwitchParameter Code { get; set; }

    /// <summary>Compare the series.</summary>
    [Parameter]
    public SwitchParameter Metric { get; set; }

    /// <summary>Compare the hyperparameters.</summary>
    [Parameter]
    public SwitchParameter Parameter { get; set; }

    /// <summary>Compare what the runs had around them.</summary>
    [Parameter]
    public SwitchParameter Environment { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _reference = AskOrEnd(() => Reference.Find(Library));
        (ComparedParts Part, bool IsAsked)[] parts =
        [
            (ComparedParts.Parameter, Parameter), (ComparedParts.Metric, Metric), (ComparedParts.Environment, Environment), (ComparedParts.Code, Code),
        ];
        bool all = !parts.Any(part => part.IsAsked);
        _parts = [.. parts.Where(part => part.IsAsked || all).Select(part => part.Part)];
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (SnapshotReference reference in Difference)
        {
            if (TryAsk(reference, () => reference.Find(Library), out var snapshot))
            {
                WriteDifferences(snapshot);
            }
        }
    }

    // One part after the other: where the code is gone, the metrics are still told.
    private void WriteDifferences(Snapshot snapshot)
    {
        foreach (ComparedParts part in _parts)
        {
            if (TryAsk(snapshot.ToString(), () => Library.Compare(_reference, snapshot, part), out var comparison))
            {
                foreach (SnapshotDifference difference in comparison.Differences)
                {
                    WriteObject(_parts.Length == 1 && part == ComparedParts.Code ? AsPatch(difference) : difference);
                }
            }
        }
    }

    // Among other differences a patch would break the table.
    private static PSObject AsPatch(SnapshotDifference difference)
    {
        var shown = new PSObject(difference);
        shown.TypeNames.Insert(0, $"{typeof(CodeDifference).FullName}#Patch");
        return shown;
    }
}
