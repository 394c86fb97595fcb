using System.Management.Automation;
using Flammable.Completion;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>
/// Changes the message and the tags of snapshots, and commits code changes onto the last one, which keeps its results. It
/// emits the changed snapshots.
/// </summary>
[Cmdlet(VerbsData.Update, "FlamSnapshot", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(Snapshot))]
public sealed class UpdateFlamSnapshotCommand : FlamCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string SnapshotSet = "Snapshot";

    /// <summary>The snapshots to change: ids, names, tags, words, snapshots, or objects with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SnapshotSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[]? Snapshot { get; set; }

    /// <summary>Task files or folders whose last snapshot is changed. Wildcards are allowed. The default is the current location.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentFolder]
    public string[]? Path { get; set; }

    /// <summary>Task files or folders whose last snapshot is changed, by exactly these names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>What to say of the snapshot from now on; an empty text takes the message away. It is the message of an amendment's commit, too.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Message { get; set; }

    /// <summary>Tags to give to the snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TagCompleter]
    public string[] Tag { get; set; } = [];

    /// <summary>Tags to take from the snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TagCompleter]
    public string[] RemoveTag { get; set; } = [];

    /// <summary>Commit the changes of the experiment's folder onto the snapshot, which must be the last one of its task.</summary>
    [Parameter]
    public SwitchParameter Amend { get; set; }

    /// <summary>With Amend: the task's class, by full or short name, where it is called otherwise than in the snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TaskNameCompleter]
    public string? TaskName { get; set; }

    /// <summary>With Amend: where to put the commit.</summary>
    [Parameter]
    public CommitMode? CommitMode { get; set; }

    /// <summary>With Amend: files that the capture takes although its guard would refuse them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] AllowFile { get; set; } = [];

    private string Action => !Amend ? "Change message and tags"
        : HasTexts ? "Commit code changes onto the snapshot, and change its message and tags"
        : "Commit code changes onto the snapshot";

    private bool HasTexts => Message is not null || Tag.Length > 0 || RemoveTag.Length > 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Amend && !HasTexts)
        {
            ThrowTerminatingError(Errors.InputErrors.NothingToChange().Record);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (SnapshotReference reference in Snapshot ?? [])
        {
            if (TryAsk(reference, () => reference.Find(Library), out var snapshot))
            {
                Update(snapshot.ToString(), Request with { Snapshot = snapshot });
            }
        }

        if (ParameterSetName != SnapshotSet)
        {
            foreach (string path in ResolvePaths(Path, LiteralPath))
            {
                Update(path, Request with { Path = path });
            }
        }
    }

    private UpdateRequest Request => new()
    {
        Message = Message,
        Tags = Tag,
        RemovedTags = RemoveTag,
        Amend = Amend,
        TaskName = TaskName,
        CommitMode = CommitMode,
        AllowFiles = AllowFile,
    };

    private void Update(string target, UpdateRequest request)
    {
        Library library = Library;
        if (ShouldProcess(target, Action)
            && RunTask(target, (events, cancellation) => library.Update(request, events, cancellation), out var updated)
            && updated is not null)
        {
            WriteObject(updated);
        }
    }
}
