using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>One trained version of an experiment: a commit and all that training and testing it produced.</summary>
/// <remarks>It shows the snapshot as it was when it was read; read it again to see a later state.</remarks>
public sealed record Snapshot
{
    /// <summary>Five letters, unique in the experiment.</summary>
    public required string Id { get; init; }

    /// <summary>The folder's name, <c>yyyyMMdd-HHmmss-id</c>: local time and id. Names sort in the order of creation.</summary>
    public required string Name { get; init; }

    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>Where the snapshot stands. One that says training while no run holds it reads as interrupted.</summary>
    public required SnapshotState State { get; init; }

    /// <summary>The full hash of the commit that holds the code.</summary>
    public required string Commit { get; init; }

    /// <summary>
    /// The commit that the results are of, where the code was amended after the training; <see langword="null"/> where that is
    /// <see cref="Commit"/>.
    /// </summary>
    public string? TrainedCommit { get; init; }

    /// <summary>The experiment's folder inside the commit's tree, with <c>/</c>; empty where it is the tree itself.</summary>
    public string CodeFolder { get; init; } = "";

    /// <summary>The task's file or project, relative to the experiment's folder, with <c>/</c>; empty where the folder itself is the task.</summary>
    public string TaskPath { get; init; } = "";

    /// <summary>The full name of the task's class; <see langword="null"/> where the snapshot does not say.</summary>
    public string? TaskName { get; init; }

    /// <summary>The commit HEAD stood at in the user's repository, where the capture is not on a branch.</summary>
    public string? BaseCommit { get; init; }

    /// <summary>How the code was captured: <c>Branch</c> or <c>Detached</c>; <see langword="null"/> where the snapshot does not say.</summary>
    public string? CommitMode { get; init; }

    /// <summary>What the user said of it; <c>comment</c> in <c>snapshot.json</c>.</summary>
    public string? Message { get; init; }

    /// <summary>The tags that the user gave it, in the order of their giving.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When the snapshot was made, in local time.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When the training began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the training ended, well or not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was last tested to the end; <see langword="null"/> where it never was.</summary>
    public DateTimeOffset? TestedAt { get; init; }

    /// <summary>Whether it holds the results of a test.</summary>
    public bool IsTested => TestedAt is not null || (Version is null && Test.Count > 0);

    /// <summary>How long the training ran, without the pauses before it was resumed; <see langword="null"/> while it has not ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What all chance in its runs follows from; <see langword="null"/> where the snapshot does not say.</summary>
    public int? Seed { get; init; }

    /// <summary>Why the training failed, as one line.</summary>
    public string? Error { get; init; }

    /// <summary>The hyperparameters' values in this run, by name.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = EmptyParameters;

    /// <summary>The names of those hyperparameters whose values were chosen for this training; the others' are the code's own.</summary>
    // An array: of what the compiler makes for an interface, PowerShell cannot take an element.
    public IReadOnlyList<string> ChosenParameters { get; init => field = value.ToArray(); } = [];

    /// <summary>A summary of each series of the training, by name; of the first 10,000 where there are more.</summary>
    public IReadOnlyDictionary<string, SeriesSummary> Train { get; init; } = EmptySeries;

    /// <summary>A summary of each series of the validation, by name; of the first 10,000 where there are more.</summary>
    public IReadOnlyDictionary<string, SeriesSummary> Validation { get; init; } = EmptySeries;

    /// <summary>A summary of each series of the test, by name; of the first 10,000 where there are more.</summary>
    public IReadOnlyDictionary<string, SeriesSummary> Test { get; init; } = EmptySeries;

    /// <summary>How many series are in the journal alone, because the part of the run that they belong to has too many.</summary>
    public int SeriesWithoutSummary => LeftOut.Sum;

    /// <summary>The names of the model files in the order of their saving, relative to <see cref="Path"/>.</summary>
    // An array: of what the compiler makes for an interface, PowerShell cannot take an element.
    public IReadOnlyList<string> ModelFiles { get; init => field = value.ToArray(); } = [];

    /// <summary>What each model file was when it was saved, by name; nothing of those that an earlier version saved.</summary>
    public IReadOnlyDictionary<string, DataFile> ModelHashes { get; init; } = EmptyData;

    /// <summary>Whatever the task filed beside its metrics, by name.</summary>
    public JsonObject Custom { get; init; } = [];

    /// <summary>What the training ran on and with; <see langword="null"/> where the snapshot does not say.</summary>
    public RunEnvironment? Environment { get; init; }

    /// <summary>The data files that training and test used, by the names that the task gave them.</summary>
    public IReadOnlyDictionary<string, DataFile> Data { get; init; } = EmptyData;

    /// <summary>The full path of the snapshot's folder.</summary>
    public required string Path { get; init; }

    /// <summary>The version of Flammable that wrote it; <see langword="null"/> for a snapshot of the Python original.</summary>
    public string? Version { get; init; }

    /// <summary>The commit, short: its first seven digits.</summary>
    public string ShortCommit => Commit.Length > 7 ? Commit[..7] : Commit;

    /// <summary>The number of the test run that <see cref="Test"/> is of; 0 where there was none, or where an earlier version ran it.</summary>
    internal int TestRun { get; init; }

    /// <summary>How many test runs were begun, those included that failed.</summary>
    internal int TestRunsBegun { get; init; }

    /// <summary>What <see cref="Train"/> and <see cref="Validation"/> were before the test; <see langword="null"/> where it added nothing to them.</summary>
    internal TrainedSeries? Trained { get; init; }

    /// <summary>The series that have no summary, counted.</summary>
    internal LeftOutSeries LeftOut { get; init; } = LeftOutSeries.None;

    internal static IReadOnlyDictionary<string, SeriesSummary> EmptySeries { get; } =
        new Dictionary<string, SeriesSummary>();

    internal static IReadOnlyDictionary<string, object?> EmptyParameters { get; } =
        new Dictionary<string, object?>();

    internal static IReadOnlyDictionary<string, DataFile> EmptyData { get; } =
        new Dictionary<string, DataFile>();

    /// <summary>The snapshot as <c>experiment/name</c>.</summary>
    public override string ToString() => $"{Experiment}/{Name}";
}
