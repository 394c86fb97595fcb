using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>A snapshot in a git repository: some refs, of which <c>meta</c> comes last and makes it visible.</summary>
/// <param name="Experiment">The name of its experiment there.</param>
/// <param name="Name">Its name.</param>
/// <param name="Commits">The hashes of the commits, by the part of the ref after <c>experiment/snapshot/</c>.</param>
internal sealed record RemoteSnapshot(string Experiment, string Name, IReadOnlyDictionary<string, string> Commits)
{
    /// <summary>What all refs begin with.</summary>
    public const string Prefix = "refs/flammable-snapshots/";

    /// <summary>The ref of the commit with the code.</summary>
    public const string Code = "code";

    /// <summary>The ref of the commit that the results are of, where it is another one.</summary>
    public const string Trained = "trained";

    /// <summary>The ref of the metadata.</summary>
    public const string Metadata = "meta";

    /// <summary>The ref of the artifacts, where they were copied.</summary>
    public const string Artifacts = "artifacts";

    private const string Submodules = "submodules/";

    /// <summary>Whether the copy was finished.</summary>
    public bool IsComplete => Commits.ContainsKey(Metadata) && Commits.ContainsKey(Code);

    /// <summary>The commits of its code.</summary>
    public CodeCommits CodeCommits => new(
        Commits[Code], Commits.GetValueOrDefault(Trained), [.. Commits.Where(one => one.Key.StartsWith(Submodules, StringComparison.Ordinal)).Select(one => one.Value)]);

    /// <summary>The commits of code, by the part of the ref.</summary>
    public static IEnumerable<(string Part, string Commit)> PartsOf(CodeCommits commits) =>
        [
            (Code, commits.Code),
            .. commits.Trained is { } trained ? [(Trained, trained)] : Array.Empty<(string, string)>(),
            .. commits.Submodules.Select(submodule => (Submodules + submodule, submodule)),
        ];

    /// <summary>The full name of a ref.</summary>
    public static string RefOf(string experiment, string name, string part) => $"{Prefix}{Encode(experiment)}/{name}/{part}";

    /// <summary>The full name of one of its refs.</summary>
    public string RefOf(string part) => RefOf(Experiment, Name, part);

    /// <summary>Reads what <c>git ls-remote</c> prints. Refs whose names Flammable cannot have made are left out.</summary>
    public static IReadOnlyList<RemoteSnapshot> Parse(string lines)
    {
        var found = new Dictionary<(string, string), Dictionary<string, string>>();
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is [var hash, var reference]
                && reference.StartsWith(Prefix, StringComparison.Ordinal)
                && reference[Prefix.Length..].Split('/', 3) is [var encoded, var name, var part]
                && Uri.UnescapeDataString(encoded) is var experiment
                && CopyNames.IsExperiment(experiment) && Encode(experiment) == encoded
                && SnapshotName.IsValid(name))
            {
                if (!found.TryGetValue((experiment, name), out Dictionary<string, string>? commits))
                {
                    found.Add((experiment, name), commits = []);
                }

                commits[part] = hash;
            }
        }

        return [.. found.Select(one => new RemoteSnapshot(one.Key.Item1, one.Key.Item2, one.Value))];
    }

    /// <summary>The snapshot as <c>experiment/name</c>.</summary>
    public override string ToString() => $"{Experiment}/{Name}";

    // https://git-scm.com/docs/git-check-ref-format
    private static string Encode(string experiment) =>
        Uri.EscapeDataString(experiment).Replace("~", "%7E", StringComparison.Ordinal).Replace(".", "%2E", StringComparison.Ordinal);
}
