using Flammable.Errors;

namespace Flammable.Cli.Errors;

/// <summary>What to do about the errors whose remedy depends on their data, line by line.</summary>
internal static class Remedies
{
    private const int StackLines = 6;

    public static IEnumerable<string> For(TaskNotFoundException error) => error.Candidates.Count > 0
        ? ["Choose one with --task-name:", .. Indent(error.Candidates)]
        : Path.Exists(error.Path)
        ? ["Declare one public class that derives FlamTask or write a flammable.json, or give the path of the task's file or folder."]
        : ["Give the path of the task's file or folder."];

    public static IEnumerable<string> For(TaskMethodMissingException error) =>
        [error.Command is { } command ? $"Add the command '{command}' to its flammable.json." : $"Override {error.Method} in '{error.TaskName}'."];

    public static IEnumerable<string> For(HyperparameterException error) => error.Known.Count == 0
        ? ["Mark a property of the task with [Hyperparameter], or name it under 'parameters' in its flammable.json."]
        : ["The task has:", .. Indent(error.Known)];

    public static IEnumerable<string> For(ParameterFileException error) => error.Problem switch
    {
        ParameterFileProblem.Missing => ["Give the path of a JSON file, relative to the current folder."],
        ParameterFileProblem.NotReadable => ["Give a file that you may read."],
        ParameterFileProblem.UnknownFormat => ["Write it as JSON, or train with Invoke-FlamTrain -ParameterFile."],
        ParameterFileProblem.UnsupportedValue => ["Write a number, a text, true, false or null; NaN and infinities as the texts \"NaN\", \"Infinity\" and \"-Infinity\"."],
        ParameterFileProblem.DuplicateName => ["Leave out one of them."],
        _ => ["Write one object of names and values, such as { \"LearningRate\": 0.01, \"Optimizer\": \"adam\" }."],
    };

    public static IEnumerable<string> For(SnapshotNotFoundException error) =>
        error.Matches.Count > 0 ? ["Name one of these:", .. Indent(error.Matches)]
        : error.Metrics.Count > 0 ? ["The trained snapshots have:", .. Indent(error.Metrics)]
        : error.Available.Count > 0 ? ["The newest there are:", .. Indent(error.Available)]
        : ["'flam list' lists the ids."];

    public static IEnumerable<string> For(RemovalNotFoundException error) => error.Matches.Count == 0
        ? ["'flam undo --list' lists what can be brought back."]
        : ["Give the id of one of these:", .. Indent(error.Matches)];

    public static IEnumerable<string> For(ExperimentExistsException error) => error.IsOfCopy
        ? ["File the snapshots under another name with --experiment."]
        : ["Choose another name, train in the folder that has it, or rename it with 'flam mv'."];

    public static IEnumerable<string> For(CaptureRefusedException error) =>
        ["Add to .gitignore:", .. Indent(error.IgnoreLines), "or let a file through with --allow-file <pattern>."];

    public static IEnumerable<string> For(TaskCompilationException error) =>
    [
        .. error.Errors.SelectMany(diagnostic => diagnostic.SourceText.Length == 0
            ? new[] { diagnostic.ToString() }
            : [diagnostic.ToString(), "  " + diagnostic.SourceText.Trim()]),
        .. error.SnapshotName is null ? [] : new[] { "Use the version of Flammable that wrote it, or choose another snapshot." },
    ];

    // What a program printed last is on the screen already.
    public static IEnumerable<string> For(TaskFailedException error) =>
        [.. error.ExitCode is null ? Lines(error.Details).Take(StackLines) : [], .. error.LogPath is null ? [] : new[] { $"The run's log: {error.LogPath}" }];

    public static IEnumerable<string> For(SnapshotStateException error) => error.Problem switch
    {
        SnapshotStateProblem.NotTrained => ["Go on with 'flam train --resume', train it again with 'flam train --retrain', or choose another with --snapshot <id>."],
        SnapshotStateProblem.AlreadyTrained => ["Train it again with --retrain, or a new snapshot with --force."],
        SnapshotStateProblem.AlreadyTested => ["Test it again with --retest."],
        SnapshotStateProblem.Amended => ["Train it from its beginning with --retrain."],
        SnapshotStateProblem.NotLast => ["Amend the last one, or train the changes as a new snapshot with 'flam train'."],
        SnapshotStateProblem.DiffersElsewhere => ["Nothing is overwritten. Keep the one that is there, or take it away first and copy again."],
        SnapshotStateProblem.PlaceTaken => ["Remove the one that is there with 'flam rm', then bring this one back by its removal's id: 'flam undo --list' tells it."],
        SnapshotStateProblem.InUse => ["Wait for the run that holds it, or stop the server that serves it: 'flam server list' tells which, 'flam server stop ID' stops it."],
        SnapshotStateProblem.TaskMissing => ["Choose another snapshot; 'flam show <id>' tells the task's name."],
        _ => ["Train first with 'flam train'."],
    };

    public static IEnumerable<string> For(RegressionException error) => error.Problem switch
    {
        RegressionProblem.GoodIsBad => ["Name an earlier snapshot with --good, or move the limit."],
        RegressionProblem.BadIsGood => ["Name another snapshot with --bad, or move the limit."],
        RegressionProblem.NoGood => ["Name a snapshot with --good whose code is good, or move the limit."],
        RegressionProblem.OtherExperiment => ["Give two snapshots of one experiment."],
        RegressionProblem.NotInOrder => ["Give the earlier snapshot as --good and the later one as --bad; a metric that has got better is not searched for."],
        RegressionProblem.SameCode => ["Look at their seeds, hyperparameters and data, or give snapshots of different code."],
        _ => ["Give a snapshot that was trained, and tested where the metric is a test's."],
    };

    public static IEnumerable<string> For(RepositoryException error) => error.Problem switch
    {
        RepositoryProblem.Bare => ["Give a folder with code: a bare repository has no working tree."],
        RepositoryProblem.InsideGitFolder => ["Give a folder outside of '.git'."],
        RepositoryProblem.FolderIgnored => ["Make the folder a repository of its own with 'git init', or take it out of the .gitignore above it."],
        RepositoryProblem.OperationInProgress => ["Finish or abort it with git, or train with --commit-mode detached."],
        RepositoryProblem.IndexLocked => ["Wait for the git process that holds it; if there is none, remove 'index.lock'."],
        RepositoryProblem.DetachedHead => ["Switch to a branch with 'git switch', or train with --commit-mode detached."],
        RepositoryProblem.ForeignOwner => [$"Trust it with: git config --global --add safe.directory '{error.RepositoryPath}'"],
        RepositoryProblem.NotWritable => [$"Give yourself write permission and enough space in '{error.RepositoryPath}'."],
        RepositoryProblem.CommitMissing => ["Restore the experiment's repository in the library from a backup, or choose another snapshot."],
        RepositoryProblem.NoRepository => ["Restore the code into a folder: 'flam restore ID DEST'."],
        RepositoryProblem.BranchExists => ["Choose another name; no branch is moved or replaced."],
        RepositoryProblem.BranchNameInvalid => ["See 'git check-ref-format --help' for the names that git allows."],
        RepositoryProblem.RemoteFailed => ["Check the address and your rights there with 'git ls-remote', then copy again: what is missing is copied."],
        RepositoryProblem.GitMissing => ["Install git, or copy between the folders of two libraries."],
        RepositoryProblem.NativeLibrary => ["Build Flammable again, or install libgit2 1.5.1 or 1.7 (Debian: apt-get install libgit2-1.5)."],
        _ => [$"Look at the repository with: git -C '{error.RepositoryPath}' status"],
    };

    public static IEnumerable<string> For(ServerException error) => error.Remedy.Count > 0 ? error.Remedy : error.Problem switch
    {
        ServerProblem.NotFound => ["'flam server list' lists your servers; 'flam server --detach' starts one."],
        ServerProblem.Ambiguous => ["Name one of these:", .. Indent(error.Matches)],
        ServerProblem.Dead => [$"Take away what is left of it with 'flam server stop {error.Server}', and start it again with 'flam server'."],
        ServerProblem.NotAnswering => [$"Kill it with 'flam server stop {error.Server} --force', on the computer that it runs on."],
        ServerProblem.Refused => ["Its log tells more: 'flam server list --json' has its path."],
        ServerProblem.SwapFailed => ["It still answers with the snapshot that it had."],
        ServerProblem.AddressInUse => ["Stop what has it, or choose another with --port or --socket; --port 0 takes one that is free."],
        ServerProblem.ProgramMissing => ["Build Flammable again: 'flam' lies in output/flam."],
        ServerProblem.BadAddress => ["Give a path in a folder that exists with --socket, a port with --port, or an address of this computer, as in --listen 0.0.0.0:8443."],
        ServerProblem.CertificateUnusable =>
        [
            "Give a PEM or PFX file with --certificate, and the key with --certificate-key where it is a file of its own.",
            "The password of either, where it has one, is read from the environment variable FLAMMABLE_CERTIFICATE_PASSWORD.",
        ],
        ServerProblem.SocketPathTooLong => ["Choose a shorter path with --socket."],
        ServerProblem.FolderUnwritable => ["Give yourself write permission and enough space there, or name another folder for your data with the environment variable XDG_DATA_HOME."],
        _ => ["Start it without --detach to see what it says."],
    };

    public static IEnumerable<string> For(DestinationException error) => error.Problem switch
    {
        DestinationProblem.Exists => ["Give a folder that does not exist yet: nothing is overwritten."],
        DestinationProblem.Misplaced => ["Give a folder elsewhere."],
        _ => [$"Give yourself write permission and enough space in '{Path.GetDirectoryName(error.Path)}'."],
    };

    public static IEnumerable<string> For(SnapshotStoreException error) => error.Problem switch
    {
        StoreProblem.CheckpointDamaged => ["Train the snapshot from its beginning with 'flam train --retrain'."],
        StoreProblem.ModelDamaged => ["Look for the file with 'flam fsck', restore it from a backup, or train the code again with 'flam train --force'."],
        StoreProblem.ModelNotCopied => ["Copy the snapshot again from there: 'flam pull ID --from PLACE --artifacts'."],
        StoreProblem.Damaged => [$"Restore '{error.Path}' from a backup."],
        StoreProblem.NewerVersion => ["Update Flammable."],
        StoreProblem.NoCopyPlace => ["Give the folder of another library, or the folder or address of a git repository."],
        StoreProblem.NotPortable => ["Rename it: no '\\', ':' and control characters."],
        StoreProblem.NotReadable => [$"Give yourself read permission on '{error.Path}'."],
        StoreProblem.NotWritable => [$"Give yourself write permission and enough space in '{error.Path}', or choose another folder with --library."],
        _ => ["Choose another folder with --library, or for good with 'flam config set --library <folder>'."],
    };

    /// <summary>The lines of a stack trace.</summary>
    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd());

    private static IEnumerable<string> Indent(IEnumerable<string> lines) => lines.Select(line => "  " + line);
}
