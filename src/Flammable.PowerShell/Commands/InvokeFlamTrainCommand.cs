using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Flammable.Commands.Errors;
using Flammable.Completion;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>
/// Commits the code of each task, makes a snapshot of it, trains it and emits the snapshot that holds the result. Where
/// the code is unchanged since the last snapshot it says so and does nothing.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "FlamTrain", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(Snapshot))]
public sealed class InvokeFlamTrainCommand : TaskFileCommand
{
    private const string NothingChanged =
        "No changes detected in '{0}'. If you wish to train a new snapshot anyway, run with -Force. "
        + "If you wish to retrain the last snapshot, run with -Retrain.";

    /// <summary>What to say of the snapshot. It is the commit's message too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Message { get; set; }

    /// <summary>Train a new snapshot of the same commit where the code is unchanged.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Reset the last snapshot and train it again where the code is unchanged.</summary>
    [Parameter]
    public SwitchParameter Retrain { get; set; }

    /// <summary>Go on with the last snapshot, interrupted or failed, from its last checkpoint, with the snapshot's own code.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>With Resume: go on although the code has changed since.</summary>
    [Parameter]
    public SwitchParameter Ignore { get; set; }

    /// <summary>Try out one batch of training, validation and test. Nothing is captured, nothing is stored.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>The seed of all chance in the run. Where it is left out a random one is taken; the snapshot records it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int? Seed { get; set; }

    /// <summary>Where to put the commit: Branch, on the current branch; Detached, beside all branches, with HEAD and index left as they are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public CommitMode? CommitMode { get; set; }

    /// <summary>The task's class, by full or short name, where the path holds several.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TaskNameCompleter]
    public string? TaskName { get; set; }

    /// <summary>The hyperparameters' values to train with: a hashtable of names and values. Those left out are the code's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public IDictionary Parameter { get; set; } = new Hashtable();

    /// <summary>A JSON or .psd1 file with hyperparameters' values to train with, by exactly this name. Those of Parameter win.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ParameterFile { get; set; }

    /// <summary>Files that the capture takes although its guard would refuse them: wildcard patterns relative to the experiment's folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] AllowFile { get; set; } = [];

    private string Action => Retrain ? "Commit code changes and train, or empty the last snapshot and train it again"
        : Resume ? "Go on with the training of the last snapshot"
        : "Commit code changes and train";

    private TrainMode Mode => Retrain ? TrainMode.Retrain
        : Force ? TrainMode.Force
        : Resume ? TrainMode.Resume
        : TrainMode.WhenChanged;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Exclude(nameof(Force), nameof(Retrain));
        Exclude(nameof(Force), nameof(Resume));
        Exclude(nameof(Retrain), nameof(Resume));
        Exclude(nameof(Resume), nameof(DryRun));
        Exclude(nameof(Resume), nameof(Parameter));
        Exclude(nameof(Resume), nameof(ParameterFile));
        Exclude(nameof(Resume), nameof(Seed));
        if (Ignore && !Resume)
        {
            ThrowTerminatingError(InputErrors.IgnoreWithoutResume().Record);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryAsk(ParameterFile, ReadParameters, out var parameters))
        {
            return;
        }

        foreach (string path in ResolvePaths())
        {
            if (DryRun)
            {
                TryOut(path, parameters);
            }
            else if (ShouldProcess(path, Action))
            {
                Train(path, parameters);
            }
        }
    }

    private Dictionary<string, object?> ReadParameters()
    {
        var values = new Dictionary<string, object?>(
            ParameterFile is null ? [] : ParameterDataFile.Read(Paths.ToFile(ParameterFile)), StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in Parameter)
        {
            values[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = (entry.Value as PSObject)?.BaseObject ?? entry.Value;
        }

        return values;
    }

    private void Exclude(string first, string second)
    {
        if (IsGiven(first) && IsGiven(second))
        {
            ThrowTerminatingError(InputErrors.Exclusive(first, second).Record);
        }

        bool IsGiven(string name) =>
            MyInvocation.BoundParameters.TryGetValue(name, out object? value) && value is not SwitchParameter { IsPresent: false };
    }

    private void TryOut(string path, Dictionary<string, object?> parameters)
    {
        Library library = Library;
        TrainRequest request = Request(path, parameters);
        if (RunTask(path, (events, cancellation) => library.DryRun(request, events, cancellation), out string? task))
        {
            WriteInformation(new HostInformationMessage { Message = $"The dry run of {task} went well; nothing was stored." }, ["PSHOST"]);
        }
    }

    private void Train(string path, Dictionary<string, object?> parameters)
    {
        TrainRequest request = Request(path, parameters);
        Library library = Library;
        if (!RunTask(path, (events, cancellation) => library.Train(request, events, cancellation), out var snapshot))
        {
            return;
        }

        if (snapshot is null)
        {
            WriteWarning(string.Format(null, NothingChanged, path));
        }
        else
        {
            WriteObject(snapshot);
        }
    }

    private TrainRequest Request(string path, Dictionary<string, object?> parameters) => new(path)
    {
        TaskName = TaskName,
        Message = Message,
        Mode = Mode,
        Ignore = Ignore,
        Seed = Seed,
        CommitMode = CommitMode,
        Parameters = parameters,
        AllowFiles = AllowFile,
        Caller = PowerShellCaller.Of(this),
    };
}
