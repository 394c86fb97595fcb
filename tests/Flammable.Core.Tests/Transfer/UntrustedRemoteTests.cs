using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Transfer;

/// <summary>Repositories in which somebody has put what Flammable would not.</summary>
public sealed class UntrustedRemoteTests : IDisposable
{
    private readonly Colleagues _colleagues = new();

    [Theory]
    [InlineData("../../../evil.txt")]
    [InlineData(".hidden")]
    [InlineData("run.lock")]
    [InlineData("snapshot.json")]
    [InlineData("back\\slash")]
    public void Artifact_of_such_a_name_is_refused_and_nothing_appears(string name)
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, artifacts: true);
        string blob = Write("evil");
        Replace(mine, "artifacts", name.Contains('/')
            ? Nested(name.Split('/'), blob)
            : Tree($"100644 blob {blob}\t{name}"));

        Assert.Empty(_colleagues.Pull(artifacts: true));

        Assert.Single(_colleagues.Refused);
        Assert.Empty(_colleagues.Theirs.GetExperiments());
        Assert.Empty(Directory.EnumerateFiles(_colleagues.Mine.Root, "evil.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public void Symbolic_link_is_refused()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, artifacts: true);
        Replace(mine, "artifacts", Tree($"120000 blob {Write("/etc/passwd")}\tfinal.txt"));

        Assert.Empty(_colleagues.Pull(artifacts: true));
        Assert.IsType<RepositoryException>(Assert.Single(_colleagues.Refused));
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", StoreProblem.NewerVersion)]
    [InlineData("\"filename\": \"", "\"filename\": \"../../", StoreProblem.Damaged)]
    [InlineData("final.txt", "../final.txt", StoreProblem.Damaged)]
    [InlineData("\"commit_sha\": \"", "\"commit_sha\": \"0", StoreProblem.Damaged)]
    [InlineData("{", "", StoreProblem.Damaged)]
    public void Metadata_that_cannot_be_right_are_refused(string text, string replacement, StoreProblem problem)
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine);
        string json = File.ReadAllText(Path.Combine(mine.Path, "snapshot.json"));
        Replace(mine, "meta", Tree($"100644 blob {Write(json.Replace(text, replacement, StringComparison.Ordinal))}\tsnapshot.json"));

        Assert.Empty(_colleagues.Pull());

        Assert.Equal(problem, Assert.IsType<SnapshotStoreException>(Assert.Single(_colleagues.Refused)).Problem);
        Assert.Empty(_colleagues.Theirs.GetExperiments());
    }

    [Fact]
    public void Code_with_a_name_that_leads_out_of_its_folder_is_refused()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine);
        string commit = Commit(Nested(["..", "evil.cs"], Write("evil")));
        _colleagues.Remote.Git("update-ref", Ref(mine, "code"), commit);
        string json = File.ReadAllText(Path.Combine(mine.Path, "snapshot.json")).Replace(mine.Commit, commit, StringComparison.Ordinal);
        Replace(mine, "meta", Tree($"100644 blob {Write(json)}\tsnapshot.json"));

        Assert.Empty(_colleagues.Pull());
        Assert.IsType<RepositoryException>(Assert.Single(_colleagues.Refused));
    }

    [Theory]
    [InlineData("%2E%2E/20260101-000000-abcde")]
    [InlineData("Digits/not-a-snapshot")]
    [InlineData("a%2Fb/20260101-000000-abcde")]
    [InlineData("a%0Ab/20260101-000000-abcde")]
    public void Ref_with_such_a_name_is_not_seen(string name)
    {
        string commit = Commit(Tree($"100644 blob {Write("{}")}\tsnapshot.json"));
        foreach (string part in new[] { "code", "meta" })
        {
            _colleagues.Remote.Git("update-ref", $"refs/flammable-snapshots/{name}/{part}", commit);
        }

        Assert.Empty(_colleagues.Pull());
        Assert.Empty(_colleagues.Refused);
    }

    public void Dispose() => _colleagues.Dispose();

    private static string Ref(Snapshot snapshot, string part) => $"refs/flammable-snapshots/Digits/{snapshot.Name}/{part}";

    private void Replace(Snapshot snapshot, string part, string tree) => _colleagues.Remote.Git("update-ref", Ref(snapshot, part), Commit(tree));

    private string Commit(string tree) => _colleagues.Remote.Git("commit-tree", "-m", "by hand", tree).Trim();

    private string Write(string content)
    {
        string file = Path.Combine(_colleagues.Mine.Root, "content");
        File.WriteAllText(file, content);
        return _colleagues.Remote.Git("hash-object", "-w", file).Trim();
    }

    private string Nested(string[] names, string blob)
    {
        string tree = blob;
        foreach ((int index, string name) in names.Index().Reverse())
        {
            tree = RawTree(index == names.Length - 1 ? "100644" : "40000", name, tree);
        }

        return tree;
    }

    // git's own commands refuse to make some of these.
    private string RawTree(string mode, string name, string hash)
    {
        string file = Path.Combine(_colleagues.Mine.Root, "tree");
        File.WriteAllBytes(file, [.. System.Text.Encoding.UTF8.GetBytes($"{mode} {name}\0"), .. Convert.FromHexString(hash)]);
        return _colleagues.Remote.Git("hash-object", "-w", "-t", "tree", "--literally", file).Trim();
    }

    private string Tree(string line)
    {
        string[] parts = line.Split([' ', '\t'], 4);
        return RawTree(parts[0], parts[3], parts[2]);
    }
}
