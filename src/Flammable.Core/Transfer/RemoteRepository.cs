using Flammable.Errors;

namespace Flammable.Transfer;

/// <summary>A git repository that snapshots are copied to or from, by the user's own <c>git</c>.</summary>
/// <param name="place">Where it is.</param>
/// <param name="mayAsk">Whether <c>git</c> may ask for a password on the terminal.</param>
/// <param name="cancellation">Stops <c>git</c>.</param>
internal sealed class RemoteRepository(CopyPlace place, bool mayAsk, CancellationToken cancellation)
{
    /// <summary>The repository, to be shown.</summary>
    public string Shown => place.Shown;

    /// <summary>The snapshots that it has, those included whose copy was not finished.</summary>
    /// <exception cref="RepositoryException">It refuses, or cannot be reached.</exception>
    public IReadOnlyList<RemoteSnapshot> List() =>
        RemoteSnapshot.Parse(Git(Path.GetTempPath()).Run(Shown, ["ls-remote", "--refs", "--", place.Text, $"{RemoteSnapshot.Prefix}*"]));

    /// <summary>Sends commits and makes refs of them. A ref that is there with another commit is refused, unless it is to be replaced.</summary>
    /// <param name="staging">The full path of the repository that has the commits.</param>
    /// <param name="references">The commit and the full name of each ref, and whether it is replaced.</param>
    /// <exception cref="RepositoryException">The repository refuses, or cannot be reached.</exception>
    public void Send(string staging, IReadOnlyCollection<(string Commit, string Reference, bool IsReplaced)> references)
    {
        if (references.Count > 0)
        {
            Git(staging).Run(Shown, ["push", "--quiet", "--no-signed", "--", place.Text, .. references.Select(one => $"{(one.IsReplaced ? "+" : "")}{one.Commit}:{one.Reference}")]);
        }
    }

    /// <summary>Brings commits, under the names that their refs have there.</summary>
    /// <param name="staging">The full path of the repository that takes them.</param>
    /// <param name="references">The full names of the refs.</param>
    /// <exception cref="RepositoryException">The repository refuses, or cannot be reached.</exception>
    public void Fetch(string staging, IReadOnlyCollection<string> references)
    {
        if (references.Count > 0)
        {
            Git(staging).Run(
                Shown,
                ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--no-recurse-submodules", "--update-shallow", "--", place.Text, .. references.Select(one => $"+{one}:{one}")]);
        }
    }

    private GitProgram Git(string folder) => new(folder, mayAsk, cancellation);
}
