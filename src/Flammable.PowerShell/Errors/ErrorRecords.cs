using System.Management.Automation;
using Flammable.Errors;

namespace Flammable.Commands.Errors;

/// <summary>The table of errors: what each exception of the library becomes in PowerShell.</summary>
internal static class ErrorRecords
{
    /// <summary>Whether an exception has its place in the table; any other is a defect and ends the command.</summary>
    public static bool IsKnown(Exception error) =>
        error is FlammableException or InputException or IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>The records of an exception: one a compiler's error, else one.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="target">The input that it belongs to.</param>
    public static IEnumerable<ErrorRecord> For(Exception error, object? target) => error switch
    {
        TaskCompilationException { SnapshotName: not null } e => [Create(
            e, "TaskCompilationFailed", ErrorCategory.SyntaxError, target, "Use the version of Flammable that wrote it, or choose another snapshot.", string.Join(Environment.NewLine, [e.Message, .. e.Errors.Select(Describe)]))],
        TaskCompilationException e => e.Errors.Select(one => Create(
            e, "TaskCompilationFailed", ErrorCategory.SyntaxError, one, "Correct the line; nothing was committed and no snapshot was made.", Describe(one))),
        InputException e => [e.Record],
        _ => [ForOne(error, target)],
    };

    /// <summary>The record of an exception that came up while the settings were read or written.</summary>
    /// <param name="error">The exception.</param>
    public static ErrorRecord ForSettings(Exception error) => error switch
    {
        SnapshotStoreException { Problem: StoreProblem.Damaged or StoreProblem.NotReadable or StoreProblem.NewerVersion } e => Create(
            e, "ConfigurationUnreadable", ErrorCategory.ReadError, e.Path, "Correct the file, or delete it to go back to the defaults."),
        _ => For(error, null).First(),
    };

    private static ErrorRecord ForOne(Exception error, object? target) => error switch
    {
        TaskNotFoundException e => Create(e, "TaskNotFound", ErrorCategory.ObjectNotFound, e.Path, Remedy(e)),
        TaskFailedException e => Create(e, "TaskFailed", ErrorCategory.OperationStopped, target, Remedy(e)),
        TaskMethodMissingException e => Create(
            e, "TaskMethodMissing", ErrorCategory.NotImplemented, target, e.Command is { } command
                ? $"Add the command '{command}' to its flammable.json."
                : $"Override {e.Method} in the class '{e.TaskName}'."),
        PredictionsNotComparableException e => Create(
            e, "PredictionsNotComparable", ErrorCategory.InvalidResult, e.InputPath, "Compare snapshots whose EvalPath writes a line for each sample."),
        HyperparameterException e => Create(
            e, "HyperparameterInvalid", ErrorCategory.InvalidArgument, e.Name, e.Known.Count == 0
                ? "Mark a property of the task with [Hyperparameter], or name it under 'parameters' in its flammable.json."
                : $"The task has {List(e.Known)}; correct -Parameter or the file of -ParameterFile."),
        ParameterFileException e => ForParameterFile(e),
        SnapshotNotFoundException { Matches.Count: > 0 } e => Create(
            e, "SnapshotAmbiguous", ErrorCategory.InvalidArgument, e.Id, $"Name one of them: {List(e.Matches)}."),
        SnapshotNotFoundException { Metrics.Count: > 0 } e => Create(
            e, "SnapshotNotFound", ErrorCategory.ObjectNotFound, e.Id, $"The trained snapshots have {List(e.Metrics)}."),
        SnapshotNotFoundException { Available.Count: > 0 } e => Create(
            e, "SnapshotNotFound", ErrorCategory.ObjectNotFound, e.Id, $"The newest there are {List(e.Available)}."),
        SnapshotNotFoundException e => Create(
            e, "SnapshotNotFound", ErrorCategory.ObjectNotFound, e.Id, "Get-FlamSnapshot lists the ids."),
        ExperimentNotFoundException e => Create(
            e, "ExperimentNotFound", ErrorCategory.ObjectNotFound, e.Name, "Get-FlamExperiment lists the experiments, Get-FlamRemoval those that were removed."),
        RemovalNotFoundException { Matches.Count: > 0 } e => Create(
            e, "RemovalAmbiguous", ErrorCategory.InvalidArgument, e.Id, $"Use the id of one of the removals: {List(e.Matches)}."),
        RemovalNotFoundException e => Create(
            e, "RemovalNotFound", ErrorCategory.ObjectNotFound, e.Id, "Get-FlamRemoval lists what can be brought back."),
        ExperimentExistsException { IsOfCopy: true } e => Create(
            e, "ExperimentExists", ErrorCategory.ResourceExists, e.Name, "File the snapshots under another name with -Experiment."),
        ExperimentExistsException e => Create(
            e, "ExperimentExists", ErrorCategory.ResourceExists, e.Name, "Choose another name, go on with the experiment that exists, or give it another name with Rename-FlamExperiment."),
        CodeChangedException e => Create(
            e, "CodeChanged", ErrorCategory.InvalidOperation, target, "Run the last snapshot all the same with -Ignore, train the changes first with Invoke-FlamTrain, or choose a snapshot with -Snapshot."),
        SnapshotStateException e => ForState(e, target),
        RegressionException e => ForRegression(e),
        ServerException e => ServerErrorRecords.For(e, target),
        ServingException e => ServerErrorRecords.For(e, target),
        CaptureRefusedException e => Create(
            e, "CaptureRefused", e.Reason is CaptureRefusal.Secret ? ErrorCategory.SecurityError : ErrorCategory.LimitsExceeded, target, Remedy(e)),
        RepositoryException { Problem: RepositoryProblem.BranchExists } e => Create(
            e, "BranchExists", ErrorCategory.ResourceExists, target, "Choose another name; no branch is moved or replaced."),
        RepositoryException { Problem: RepositoryProblem.BranchNameInvalid } e => Create(
            e, "BranchNameInvalid", ErrorCategory.InvalidArgument, target, "See git check-ref-format --help for the names that git allows."),
        DestinationException e => ForDestination(e),
        RepositoryException e => Create(
            e, "RepositoryUnavailable", ErrorCategory.ResourceUnavailable, e.RepositoryPath, Remedy(e)),
        SnapshotStoreException e => ForStore(e),
        UnauthorizedAccessException e => Create(
            e, "FileUnavailable", ErrorCategory.PermissionDenied, target, "Check the permissions of the file that the message names."),
        ArgumentException e => Create(
            e, "InvalidArgument", ErrorCategory.InvalidArgument, target, "Correct the argument that the message names."),
        _ => Create(error, "FileUnavailable", ErrorCategory.ResourceUnavailable, target, "Check the file that the message names, and the space on its disk."),
    };

    private static ErrorRecord ForParameterFile(ParameterFileException e) => e.Problem switch
    {
        ParameterFileProblem.Missing => Create(
            e, "ParameterFileNotFound", ErrorCategory.ObjectNotFound, e.Path, "Check the path's spelling; Get-Location says what it is relative to."),
        ParameterFileProblem.NotReadable => Create(
            e, "ParameterFileUnreadable", ErrorCategory.ReadError, e.Path, "Give a file that you may read."),
        ParameterFileProblem.UnsupportedValue => Create(
            e, "ParameterFileInvalid", ErrorCategory.InvalidData, e.Path, "Write a number, a text, a truth value or null; NaN and infinities as the texts 'NaN', 'Infinity' and '-Infinity'."),
        ParameterFileProblem.DuplicateName => Create(
            e, "ParameterFileInvalid", ErrorCategory.InvalidData, e.Path, "Leave out one of them."),
        _ => Create(
            e, "ParameterFileInvalid", ErrorCategory.InvalidData, e.Path, "Write one object of names and values as JSON, or one hashtable of them without code in a .psd1 file."),
    };

    private static ErrorRecord ForState(SnapshotStateException e, object? target) => e.Problem switch
    {
        SnapshotStateProblem.AlreadyTested => Create(
            e, "SnapshotAlreadyTested", ErrorCategory.InvalidOperation, target, "Test it again with -Retest."),
        SnapshotStateProblem.Amended => Create(
            e, "SnapshotAmended", ErrorCategory.InvalidOperation, target, "Train it from its beginning with -Retrain."),
        SnapshotStateProblem.NotLast => Create(
            e, "SnapshotNotLast", ErrorCategory.InvalidOperation, target, "Amend the last one, or train the changes as a new snapshot with Invoke-FlamTrain."),
        SnapshotStateProblem.DiffersElsewhere => Create(
            e, "SnapshotDiffers", ErrorCategory.ResourceExists, target, "Nothing is overwritten. Keep the one that is there, or take it away first and copy again."),
        SnapshotStateProblem.PlaceTaken => Create(
            e, "SnapshotExists", ErrorCategory.ResourceExists, target, "Remove the one that is there with Remove-FlamSnapshot, then bring this one back by its removal's id: Get-FlamRemoval tells it."),
        SnapshotStateProblem.InUse => Create(
            e, "SnapshotInUse", ErrorCategory.ResourceBusy, target, "Wait until the other run has ended; Get-FlamSnapshot shows its state. Dispose the task that Import-FlamTask made of it, or stop the server that Get-FlamServer shows with it."),
        SnapshotStateProblem.TaskMissing => Create(
            e, "SnapshotTaskMissing", ErrorCategory.ObjectNotFound, target, "Choose another snapshot: Get-FlamSnapshot | Format-Table Id, TaskName lists what each was trained as."),
        SnapshotStateProblem.NoSnapshot => Create(
            e, "NoSnapshot", ErrorCategory.ObjectNotFound, target, "Train the task first, with Invoke-FlamTrain."),
        SnapshotStateProblem.AlreadyTrained => Create(
            e, "SnapshotAlreadyTrained", ErrorCategory.InvalidOperation, target, "Train it again with -Retrain, or a new snapshot with -Force."),
        _ => Create(
            e, "SnapshotNotTrained", ErrorCategory.InvalidOperation, target, "Go on with Invoke-FlamTrain -Resume, train it again with -Retrain, or choose another with -Snapshot."),
    };

    private static ErrorRecord ForDestination(DestinationException e) => e.Problem switch
    {
        DestinationProblem.Exists => Create(
            e, "DestinationExists", ErrorCategory.ResourceExists, e.Path, "Give a folder that does not exist yet: nothing is overwritten."),
        DestinationProblem.Misplaced => Create(
            e, "DestinationMisplaced", ErrorCategory.InvalidArgument, e.Path, "Give a folder elsewhere."),
        _ => Create(
            e, "DestinationUnavailable", ErrorCategory.ResourceUnavailable, e.Path, $"Check the permissions of '{System.IO.Path.GetDirectoryName(e.Path)}' and the space on its disk."),
    };

    private static ErrorRecord ForRegression(RegressionException e) => e.Problem switch
    {
        RegressionProblem.GoodIsBad => Create(
            e, "GoodSnapshotIsBad", ErrorCategory.InvalidArgument, e.SnapshotName, "Name an earlier snapshot with -Good, or move the limit."),
        RegressionProblem.BadIsGood => Create(
            e, "BadSnapshotIsGood", ErrorCategory.InvalidArgument, e.SnapshotName, "Name another snapshot with -Bad, or move the limit."),
        RegressionProblem.NoGood => Create(
            e, "NoGoodSnapshot", ErrorCategory.ObjectNotFound, e.SnapshotName, "Name a snapshot with -Good whose code is good, or move the limit."),
        RegressionProblem.OtherExperiment => Create(
            e, "NotOneExperiment", ErrorCategory.InvalidArgument, e.SnapshotName, "Give two snapshots of one experiment."),
        RegressionProblem.NotInOrder => Create(
            e, "SnapshotsNotInOrder", ErrorCategory.InvalidArgument, e.SnapshotName, "Give the earlier snapshot as -Good and the later one as -Bad; a metric that has got better is not searched for."),
        RegressionProblem.SameCode => Create(
            e, "SameCode", ErrorCategory.InvalidArgument, e.SnapshotName, "Look at their seeds, hyperparameters and data, or give snapshots of different code."),
        _ => Create(
            e, "NoMetricValue", ErrorCategory.InvalidResult, e.SnapshotName, "Give a snapshot that was trained, and tested where the metric is a test's."),
    };

    private static ErrorRecord ForStore(SnapshotStoreException e) => e.Problem switch
    {
        StoreProblem.Misplaced => Create(
            e, "LibraryUnavailable", ErrorCategory.ResourceUnavailable, e.Path, "Choose another folder with Set-FlamConfiguration -Library, or in $env:FLAMMABLE_LIBRARY."),
        StoreProblem.ModelNotCopied => Create(
            e, "ModelNotCopied", ErrorCategory.ObjectNotFound, e.Path, "Copy the snapshot again from there: Copy-FlamSnapshot <id> -From <place> -IncludeArtifacts."),
        StoreProblem.NoCopyPlace => Create(
            e, "CopyPlaceInvalid", ErrorCategory.ObjectNotFound, e.Path, "Give the folder of another library, or the folder or address of a git repository."),
        StoreProblem.NotPortable => Create(
            e, "NameNotPortable", ErrorCategory.InvalidArgument, e.Path, "Rename it: no '\\', ':' and control characters."),
        StoreProblem.NotWritable => Create(
            e, "LibraryUnavailable", ErrorCategory.ResourceUnavailable, e.Path, $"Check the permissions of '{e.Path}' and the space on its disk."),
        StoreProblem.CheckpointDamaged => Create(
            e, "CheckpointDamaged", ErrorCategory.ReadError, e.Path, "Train the snapshot from its beginning with Invoke-FlamTrain -Retrain."),
        StoreProblem.ModelDamaged => Create(
            e, "ModelDamaged", ErrorCategory.ReadError, e.Path, "Restore the file from a backup, or train the code again with Invoke-FlamTrain -Force; Repair-FlamLibrary -WhatIf checks all files."),
        StoreProblem.NewerVersion => Create(
            e, "SnapshotUnreadable", ErrorCategory.ReadError, e.Path, "Update the module: Update-Module Flammable."),
        StoreProblem.NotReadable => Create(
            e, "SnapshotUnreadable", ErrorCategory.ReadError, e.Path, $"Check the permissions of '{e.Path}'."),
        _ => Create(
            e, "SnapshotUnreadable", ErrorCategory.ReadError, e.Path, $"Restore the file '{e.Path}' from a backup."),
    };

    private static string Remedy(TaskNotFoundException e) => e.Candidates.Count > 0
        ? $"Name one with -TaskName: {List(e.Candidates)}."
        : "Declare one public class that derives FlamTask or write a flammable.json, or name the class with -TaskName.";

    private static string Remedy(TaskFailedException e) => e.LogPath is null
        ? "The stack trace, or what a program printed last, is in $Error[0].Exception.Details."
        : $"See the run's log at '{e.LogPath}'.";

    private static string Remedy(CaptureRefusedException e) => e.IgnoreLines.Count == 0
        ? $"Let them through by name with -AllowFile {List(e.Files)}."
        : $"Add to .gitignore: {List(e.IgnoreLines)}; or let them through by name with -AllowFile.";

    private static string Remedy(RepositoryException e) => e.Problem switch
    {
        RepositoryProblem.Bare or RepositoryProblem.InsideGitFolder => "Give a folder of a working tree.",
        RepositoryProblem.FolderIgnored => "Make the folder a repository of its own with git init, or take it out of the .gitignore above it.",
        RepositoryProblem.OperationInProgress => "Finish the operation or abort it with git, then train again; or use -CommitMode Detached.",
        RepositoryProblem.IndexLocked => "Wait for the other git process; if none is running, delete the lock file that the message names.",
        RepositoryProblem.DetachedHead => "Check out a branch, or use -CommitMode Detached.",
        RepositoryProblem.ForeignOwner => $"If you trust it: git config --global --add safe.directory '{e.RepositoryPath}'.",
        RepositoryProblem.NotWritable => $"Check the permissions of '{e.RepositoryPath}' and the space on its disk.",
        RepositoryProblem.CommitMissing => "Bring the commit back with git fetch, or use another snapshot.",
        RepositoryProblem.NoRepository => "Restore the code into a folder, with -Destination.",
        RepositoryProblem.RemoteFailed => "Check the address and your rights there with git ls-remote, then copy again: what is missing is copied.",
        RepositoryProblem.GitMissing => "Install git, or copy between the folders of two libraries.",
        RepositoryProblem.NativeLibrary => "Install the module again: its native library is missing or does not fit this system.",
        _ => $"Look at it with: git -C '{e.RepositoryPath}' status.",
    };

    private static string Describe(CompilationError error) =>
        error.SourceText.Length == 0 ? error.ToString() : $"{error}{Environment.NewLine}    {error.SourceText.Trim()}";

    /// <summary>Names in quotes; of many the first.</summary>
    /// <param name="names">The names.</param>
    public static string List(IReadOnlyList<string> names)
    {
        const int shown = 10;
        string list = string.Join(", ", names.Take(shown).Select(name => $"'{name}'"));
        return names.Count > shown ? $"{list} and {names.Count - shown} more" : list;
    }

    /// <summary>A record of the table.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="id">The id that the record always has.</param>
    /// <param name="category">Its category.</param>
    /// <param name="target">The input that it belongs to.</param>
    /// <param name="remedy">What helps.</param>
    /// <param name="message">The message, where the exception's own does not do.</param>
    public static ErrorRecord Create(
        Exception error, string id, ErrorCategory category, object? target, string remedy, string? message = null) =>
        new(error, id, category, target)
        {
            ErrorDetails = new ErrorDetails(message ?? error.Message) { RecommendedAction = remedy },
        };
}
