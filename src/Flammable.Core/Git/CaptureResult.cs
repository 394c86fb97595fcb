namespace Flammable.Git;

/// <summary>A commit that holds exactly the code that runs.</summary>
/// <param name="Code">The commit and the experiment's folder in it.</param>
/// <param name="IsNewCommit">Whether the commit was made by this capture.</param>
/// <param name="BaseCommit">The commit that HEAD stood at, where the capture is detached.</param>
/// <param name="NestedRepositories">The folders that were left out because they are git repositories of their own, and no submodules.</param>
/// <param name="UsedFallbackIdentity">Whether git's configuration has no user name, so that the commit is signed with the name of the system's user.</param>
internal sealed record CaptureResult(
    CodeBase Code,
    bool IsNewCommit,
    string? BaseCommit,
    IReadOnlyList<string> NestedRepositories,
    bool UsedFallbackIdentity);
