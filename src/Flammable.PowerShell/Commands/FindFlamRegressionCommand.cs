using System.Management.Automation;
using Flammable.Bisecting;
using Flammable.Completion;

namespace Flammable.Commands;

/// <summary>Finds the first commit between two snapshots that broke a metric, and emits what it found.</summary>
[Cmdlet(VerbsCommon.Find, "FlamRegression", DefaultParameterSetName = BelowSet)]
[OutputType(typeof(Regression))]
public sealed class FindFlamRegressionCommand : FlamCommand
{
    private const string BelowSet = "Below";
    private const string AboveSet = "Above";

    /// <summary>The metric's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [MetricCompleter]
    public string Metric { get; set; } = "";

    /// <summary>A commit is bad where the metric is below this.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BelowSet)]
    public double Below { get; set; }

    /// <summary>A commit is bad where the metric is above this.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AboveSet)]
    public double Above { get; set; }

    /// <summary>A snapshot that is good: an id, a name, a tag, a word, a snapshot. The default is the newest before the bad one that is known to be good.</summary>
    [Parameter]
    [ValidateNotNull]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference? Good { get; set; }

    /// <summary>A later snapshot that is bad. The default is the newest that is known to be bad, else the last one.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [Alias("Snapshot")]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference? Bad { get; set; }

    /// <summary>The task file or folder whose experiment is searched where no snapshot is given. The default is the current location.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentFolder]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Library library = Library;
        object? target = Bad ?? Good ?? (object?)Path;
        if (TryAsk(target, MakeRequest, out var request)
            && RunTask(target, (events, cancellation) => library.FindRegression(request, events, cancellation), out var regression))
        {
            WriteObject(regression);
        }
    }

    private RegressionRequest MakeRequest()
    {
        var bad = Bad?.Find(Library);
        var good = Good is null ? null : (Good with { Experiment = Good.Experiment ?? bad?.Experiment }).Find(Library);
        return new RegressionRequest(Metric)
        {
            Below = ParameterSetName == BelowSet ? Below : null,
            Above = ParameterSetName == AboveSet ? Above : null,
            Good = good,
            Bad = bad,
            Path = bad is null && good is null ? Paths.SingleLiteralFirst(Path ?? ".") : null,
        };
    }
}
