namespace Flammable.Errors;

/// <summary>The kinds of trouble with a git repository.</summary>
public enum RepositoryProblem
{
    /// <summary>Anything not named below; the message has git's own words.</summary>
    Unusable,

    /// <summary>The repository has no working tree.</summary>
    Bare,

    /// <summary>The experiment's folder is ignored by the repository around it.</summary>
    FolderIgnored,

    /// <summary>The path lies inside a <c>.git</c> folder.</summary>
    InsideGitFolder,

    /// <summary>A merge, rebase, cherry-pick, revert or bisect has not been finished.</summary>
    OperationInProgress,

    /// <summary>Another process holds <c>index.lock</c>.</summary>
    IndexLocked,

    /// <summary>HEAD points at no branch.</summary>
    DetachedHead,

    /// <summary>The repository belongs to another user and git does not trust it.</summary>
    ForeignOwner,

    /// <summary>The repository cannot be written: no permission, or no space.</summary>
    NotWritable,

    /// <summary>A commit that a snapshot names is not in the repository.</summary>
    CommitMissing,

    /// <summary>The experiment's folder is not known, is gone, or lies in no repository.</summary>
    NoRepository,

    /// <summary>A branch of that name, or one that excludes it, is at another commit.</summary>
    BranchExists,

    /// <summary>git allows no branch of that name.</summary>
    BranchNameInvalid,

    /// <summary>A repository that snapshots are copied to or from refuses, cannot be reached, or is gone; the message has git's own words.</summary>
    RemoteFailed,

    /// <summary>The program <c>git</c> is not on the PATH.</summary>
    GitMissing,

    /// <summary>git's native library is missing or of a version that does not fit.</summary>
    NativeLibrary,
}
