namespace Flammable.Git;

/// <summary>The commits that a snapshot needs, in one repository.</summary>
/// <param name="Code">The commit with its code.</param>
/// <param name="Trained">The commit that its results are of, where that is another one.</param>
/// <param name="Submodules">The commits of the submodules that its code names, as far as the repository has them.</param>
internal sealed record CodeCommits(string Code, string? Trained, IReadOnlyList<string> Submodules)
{
    /// <summary>All of them.</summary>
    public IEnumerable<string> All => [Code, .. Trained is null ? [] : new[] { Trained }, .. Submodules];
}
