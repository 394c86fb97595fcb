namespace Flammable;

/// <summary>Where the commit that holds the code is put.</summary>
public enum CommitMode
{
    /// <summary>On the current branch of the experiment's repository: the default where the folder is the repository's root.</summary>
    Branch,

    /// <summary>
    /// Under <c>refs/flammable/</c>, with HEAD, branches, index and files left as they are: the default where the folder
    /// lies inside a larger repository.
    /// </summary>
    Detached,
}
