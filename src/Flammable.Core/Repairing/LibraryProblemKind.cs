namespace Flammable.Repairing;

/// <summary>What can be wrong in a library.</summary>
public enum LibraryProblemKind
{
    /// <summary>An experiment's folder lacks a part.</summary>
    ExperimentIncomplete,

    /// <summary>An experiment's <c>experiment.json</c> is damaged.</summary>
    ExperimentFileDamaged,

    /// <summary>The identity beside an experiment's code is damaged.</summary>
    IdentityDamaged,

    /// <summary>The identity beside an experiment's code is another experiment's.</summary>
    IdentityElsewhere,

    /// <summary>An experiment's repository cannot be opened.</summary>
    RepositoryDamaged,

    /// <summary>A ref of an experiment's repository belongs to no snapshot.</summary>
    ReferenceOrphaned,

    /// <summary>A snapshot's commit is kept by no ref.</summary>
    ReferenceMissing,

    /// <summary>A snapshot's commit is not in its experiment's repository.</summary>
    CommitMissing,

    /// <summary>Files or folders of a snapshot's commit are missing or damaged in its experiment's repository.</summary>
    CodeDamaged,

    /// <summary>A snapshot's <c>snapshot.json</c> is missing, damaged or cannot be read.</summary>
    SnapshotUnreadable,

    /// <summary>A later version of Flammable wrote the file; it is not checked and never touched.</summary>
    NewerVersion,

    /// <summary>A snapshot's file has another id than its folder.</summary>
    IdWrong,

    /// <summary>A run holds the snapshot; it was not checked.</summary>
    InUse,

    /// <summary>A training was interrupted, and its snapshot does not say so.</summary>
    InterruptionUnrecorded,

    /// <summary>A killed process has left a snapshot half reset.</summary>
    ResetUnfinished,

    /// <summary>The journal is gone.</summary>
    JournalMissing,

    /// <summary>The journal ends in the middle of a line.</summary>
    JournalTorn,

    /// <summary>Lines of the journal cannot be read.</summary>
    JournalDamaged,

    /// <summary>The summaries of the series are not those of the journal.</summary>
    SummariesWrong,

    /// <summary>A model file is gone.</summary>
    ModelMissing,

    /// <summary>A model file is not as it was saved.</summary>
    ModelChanged,

    /// <summary>A file lies beside the models that the snapshot does not list.</summary>
    ModelUnlisted,

    /// <summary>The checkpoint is not as it was saved, so that no training can go on from it.</summary>
    CheckpointDamaged,

    /// <summary>The checkpoint of a training that has reached its end is still there.</summary>
    CheckpointLeftover,

    /// <summary>A killed process has left a file or folder behind.</summary>
    Leftover,
}
