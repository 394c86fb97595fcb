using System.Management.Automation;
using Flammable.Completion;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Transfer;

namespace Flammable.Commands;

/// <summary>
/// Copies snapshots with their code and metadata between the library and another one or any git repository, and emits what
/// became of each.
/// </summary>
[Cmdlet(VerbsCommon.Copy, "FlamSnapshot", DefaultParameterSetName = ToSet, SupportsShouldProcess = true)]
[OutputType(typeof(CopiedSnapshot))]
public sealed class CopyFlamSnapshotCommand : FlamCommand
{
    private const string ToSet = "To";
    private const string FromSet = "From";

    private readonly List<Snapshot> _snapshots = [];
    private string _place = "";

    /// <summary>The snapshots to copy: ids, names, tags, words, snapshots, or objects with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ToSet, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[] Snapshot { get; set; } = [];

    /// <summary>Where to copy them to: a library's folder, made where it is missing, or a git repository's folder or address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToSet)]
    [ValidateNotNullOrEmpty]
    public string? To { get; set; }

    /// <summary>Where to copy from: a library's folder, or the folder or address of a git repository that snapshots were copied to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromSet)]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>The snapshots to copy from there: ids, names, their unique beginnings, last, or patterns; all where it is left out.</summary>
    [Parameter(Position = 0, ParameterSetName = FromSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Id { get; set; } = [];

    /// <summary>The experiment to file the snapshots under where they are copied to; their own where it is left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Experiment { get; set; }

    /// <summary>Copy model files and all else of the snapshots' folders too.</summary>
    [Parameter]
    public SwitchParameter IncludeArtifacts { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _place = AskOrEnd(() => Place(To ?? From!));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (SnapshotReference reference in Snapshot)
        {
            if (TryAsk(reference, () => reference.Find(Library), out var snapshot) && ShouldProcess(snapshot.ToString(), $"Copy to '{Shown}'"))
            {
                _snapshots.Add(snapshot);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Library library = Library;
        if (ParameterSetName == ToSet)
        {
            if (_snapshots.Count > 0)
            {
                Copy((options, events, cancellation) => library.Push(_snapshots.DistinctBy(snapshot => snapshot.Path), _place, options, events, cancellation));
            }
        }
        else if (ShouldProcess(library.Folder, $"Copy {(Id.Length == 0 ? "all snapshots" : string.Join(", ", Id))} from '{Shown}'"))
        {
            Copy((options, events, cancellation) => library.Pull(_place, Id, options, events, cancellation));
        }
    }

    private string Shown => new CopyPlace(_place, IsLibrary: false).Shown;

    private void Copy(Func<CopyOptions, IProgress<Execution.RunEvent>, CancellationToken, IEnumerable<CopiedSnapshot>> copy)
    {
        var copied = new List<CopiedSnapshot>();
        var refused = new List<FlammableException>();
        var options = new CopyOptions
        {
            IncludeArtifacts = IncludeArtifacts,
            Experiment = Experiment,
            MayAsk = !Console.IsInputRedirected,
            Refused = refused.Add,
        };
        RunTask(
            Shown,
            (events, cancellation) =>
            {
                copied.AddRange(copy(options, events, cancellation));
                return true;
            },
            out _);
        WriteObject(copied, enumerateCollection: true);
        refused.ForEach(error => WriteErrors(error, Shown));
    }

    // A drive of PowerShell looks like a host.
    private string Place(string text) =>
        CopyPlace.IsAddress(text) && !SessionState.Drive.GetAll().Any(drive => text.StartsWith($"{drive.Name}:", StringComparison.OrdinalIgnoreCase))
            ? text
            : Paths.ToFile(text);
}
