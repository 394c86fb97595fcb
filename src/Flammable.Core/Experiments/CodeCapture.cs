using Flammable.Compilation;
using Flammable.Execution;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>Captures the code of an experiment's folder and files the commit in a snapshot.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="defaultMode">Where the configuration puts commits; <see langword="null"/> for the default of each folder.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Ends the wait for other captures.</param>
internal sealed class CodeCapture(
    ExperimentCatalog catalog,
    CommitMode? defaultMode,
    IProgress<RunEvent>? events,
    CancellationToken cancellation)
{
    /// <summary>The file to compile from when the snapshot is brought back, also where the user named the folder.</summary>
    public static string TaskPath(SourceSet sources, TaskType type) =>
        sources.Location.EntryFile is { Length: > 0 } file ? file : sources.ProjectFile ?? type.File;

    /// <summary>Captures the code. A folder that is in no repository becomes one; one that has no experiment gets one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sources">The code that was compiled.</param>
    /// <param name="choices">What the user says of the commit.</param>
    /// <param name="file">Files the commit, which is in the experiment's repository by then, under the experiment's lock.</param>
    /// <returns>The snapshot that holds the commit.</returns>
    public Snapshot Capture(ExperimentFolder folder, SourceSet sources, CaptureChoices choices, Func<CapturedCode, Snapshot> file)
    {
        if (folder.WorkTree is not null)
        {
            return CaptureIn(folder, folder.WorkTree, sources, choices, file);
        }

        using ExperimentFolder withRepository = folder.WithRepository();
        Tell($"Made a git repository of '{folder.Location.Folder}'.");
        try
        {
            return CaptureIn(withRepository, withRepository.WorkTree!, sources, choices, file);
        }
        catch when (withRepository.WorkTree!.HeadCommit is null)
        {
            // Nothing went into the repository that was made a moment ago.
            Directory.Delete(Path.Combine(folder.Location.Folder, ".git"), recursive: true);
            throw;
        }
    }

    private Snapshot CaptureIn(
        ExperimentFolder folder, WorkTree workTree, SourceSet sources, CaptureChoices choices, Func<CapturedCode, Snapshot> file)
    {
        CommitMode mode = choices.Mode ?? defaultMode ?? folder.DefaultMode;
        using IDisposable? branch = mode == CommitMode.Branch ? WaitForBranch(workTree) : null;
        Capture capture = Git.Capture.Plan(workTree, new CaptureRequest
        {
            Mode = mode,
            Previous = folder.LastSnapshot is { } last ? new CodeBase(last.Commit, last.CodeFolder) : null,
            Message = choices.Message,
            Sources = sources.Files,
            AllowFiles = choices.AllowFiles,
        });
        string experiment = EnsureExperiment(folder);
        using IDisposable turn = catalog.Lock(experiment, cancellation);
        using ExperimentRepository repository = ExperimentRepository.OpenOrCreate(catalog.RepositoryPath(experiment));
        CaptureResult captured = capture.Write(cancellation);
        Tell(captured);
        folder.KeepAsCaptured(captured.Code);
        repository.Receive(workTree, captured.Code.Commit);
        Snapshot snapshot = file(new CapturedCode(captured, mode, repository, catalog.Snapshots(experiment)));
        if (mode == CommitMode.Detached)
        {
            workTree.Keep(catalog.Id(experiment)!.Value.ToString("N"), snapshot.Name, captured.Code.Commit);
        }

        return snapshot;
    }

    // The folders of one repository share its branch and its index.
    private IDisposable WaitForBranch(WorkTree workTree) =>
        FolderTurn.Wait(catalog.CacheFolder, Path.Combine(workTree.Location.WorkTree, ".git"), cancellation);

    private string EnsureExperiment(ExperimentFolder folder)
    {
        if (folder.Experiment is { } known)
        {
            catalog.Attach(known, folder.Location.Folder);
            WarnOfSecondFolder(known, folder.Location.Folder);
            return known;
        }

        Experiment added = catalog.Add(folder.Location.Folder, name: null);
        Tell($"Made experiment '{added.Name}'.");
        string folderName = Path.GetFileName(folder.Location.Folder);
        if (added.Name != folderName)
        {
            events?.Report(new WarningEvent(
                $"The library has an experiment '{folderName}' of another folder; the one in '{folder.Location.Folder}' is called '{added.Name}'."));
        }

        return added.Name;
    }

    private void WarnOfSecondFolder(string experiment, string folder)
    {
        if (catalog.CodeFolder(experiment) is { } first && RealPath.Of(first) != RealPath.Of(folder))
        {
            events?.Report(new WarningEvent(
                $"The folders '{first}' and '{folder}' are both experiment '{experiment}'; their snapshots stand in one row."));
        }
    }

    private void Tell(CaptureResult captured)
    {
        if (captured.UsedFallbackIdentity)
        {
            events?.Report(new WarningEvent(
                "git's configuration has no user.name and user.email; the commit is signed with the name of the system's user."));
        }

        foreach (string nested in captured.NestedRepositories)
        {
            events?.Report(new WarningEvent($"The folder '{nested}' is a git repository of its own: its files are not captured."));
        }

        Tell(captured.IsNewCommit
            ? $"Committed the code as {captured.Code.Commit[..7]}."
            : $"The code is commit {captured.Code.Commit[..7]}.");
    }

    private void Tell(string step) => events?.Report(new StepEvent(step));
}
