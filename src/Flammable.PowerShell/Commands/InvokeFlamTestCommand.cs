using System.Management.Automation;
using Flammable.Completion;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Tests trained snapshots, each with its own code, records the results in them and emits them.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FlamTest", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(Snapshot))]
public sealed class InvokeFlamTestCommand : SnapshotCommand
{
    /// <summary>Task files or folders whose last snapshot is tested. Wildcards are allowed. The default is the current location.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentFolder]
    public string[]? Path { get; set; }

    /// <summary>Task files or folders whose last snapshot is tested, by exactly these names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>The snapshots to test: ids, names, snapshots, or objects with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SnapshotSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[]? Snapshot { get; set; }

    /// <summary>Test again a snapshot that was tested already.</summary>
    [Parameter]
    public SwitchParameter Retest { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (SnapshotReference reference in Snapshot ?? [])
        {
            if (TryAsk(reference, () => reference.Find(Library), out var snapshot))
            {
                Test(snapshot.ToString(), new TestRequest { Snapshot = snapshot, Retest = Retest });
            }
        }

        if (ParameterSetName != SnapshotSet)
        {
            foreach (string path in ResolvePaths(Path, LiteralPath))
            {
                Test(path, new TestRequest { Path = path, Ignore = Ignore, Retest = Retest });
            }
        }
    }

    private void Test(string target, TestRequest request)
    {
        Library library = Library;
        if (ShouldProcess(target, "Test")
            && RunTask(target, (events, cancellation) => library.Test(request, events, cancellation), out var tested))
        {
            WriteObject(tested);
        }
    }
}
