using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class ExperimentRepositoryTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private string Repository => Path.Combine(_experiment.Library.Folder, "Experiment", "repo");

    [Fact]
    public void It_has_every_snapshots_commit_under_a_ref_of_its_own()
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot second = _experiment.Train()!;
        Snapshot third = _experiment.Train(TrainMode.Force)!;

        Assert.Equal(
            new[] { first, second, third }.Select(snapshot => $"{snapshot.Commit} refs/snapshots/{snapshot.Name}"),
            Repository.Git("for-each-ref", "--format=%(objectname) %(refname)").Split('\n'));
    }

    [Fact]
    public void It_is_whole_and_stays_so_after_gits_garbage_collection()
    {
        _experiment.Train();
        _experiment.Write("inner/more.txt", "more");
        Snapshot second = _experiment.Train()!;

        Assert.Equal("", Repository.Git("fsck", "--strict", "--full"));
        Repository.Git("gc", "--quiet", "--prune=now");
        Assert.Equal(["Task.cs", "inner/more.txt"], Repository.FilesOf(second.Commit));
    }

    [Fact]
    public void A_folder_that_was_deleted_loses_no_code()
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Train();
        Directory.Delete(_experiment.Folder, recursive: true);
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        Assert.Equal(1, _experiment.Library.Test(new TestRequest { Snapshot = first }, _experiment.Events, cancellation).Test["number"].Last);
        Assert.Contains("tested 1", _experiment.Events.Log);
        string file = Path.Combine(_experiment.Root, "in");
        File.WriteAllText(file, "in");
        using EvalSession session = _experiment.Library.OpenEval(new EvalRequest { Snapshot = first }, cancellation: cancellation);
        session.Eval(file, file + ".out", cancellation: cancellation);
        Assert.Equal("in1", File.ReadAllText(file + ".out"));
    }

    [Fact]
    public void A_long_history_comes_over_whole()
    {
        var input = new System.Text.StringBuilder();
        for (int i = 0; i < 700; i++)
        {
            input.Append($"commit refs/heads/main\ncommitter T <t@example.org> {1_600_000_000 + i} +0200\ndata 1\nm\nM 100644 inline old/{i}\ndata 2\n{i % 10}\n\n");
        }

        Import(input.ToString());

        Snapshot snapshot = _experiment.Train()!;

        Assert.Equal("701", Repository.Git("rev-list", "--count", snapshot.Commit));
        Assert.Equal("", Repository.Git("fsck", "--full"));
    }

    [Theory]
    [InlineData("tree $TREE\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n abc\n -----END PGP SIGNATURE-----\n\nsigned\n")]
    [InlineData("tree $TREE\nauthor A <a> 1 -0330\ncommitter A <a> 1 +1345\nencoding ISO-8859-1\n\nencoded\n")]
    [InlineData("tree $TREE\nauthor A <a> 1 -0030\ncommitter A <a> 1 -0030\n\nno newline at the end")]
    [InlineData("tree $TREE\nauthor  <> 0 +0000\ncommitter  <> 0 +0000\n\n\n\nblank lines first\n")]
    public void A_commit_that_others_wrote_comes_over_byte_for_byte(string text)
    {
        _experiment.Folder.CommitAll();
        string file = Path.Combine(_experiment.Root, "commit");
        File.WriteAllText(file, text.Replace("$TREE", _experiment.Folder.Git("rev-parse", "HEAD^{tree}"), StringComparison.Ordinal));
        string commit = _experiment.Folder.Git("hash-object", "-t", "commit", "-w", "--literally", file);
        _experiment.Folder.Git("update-ref", "refs/heads/main", commit);

        Assert.Equal(commit, _experiment.Train()!.Commit);
        Assert.Equal(_experiment.Folder.Git("cat-file", "commit", commit), Repository.Git("cat-file", "commit", commit));
    }

    [Fact]
    public void A_history_with_names_that_are_no_utf8_comes_over()
    {
        Import("commit refs/heads/main\ncommitter T <t@example.org> 1600000000 +0000\ndata 1\nm\nM 100644 inline \"caf\\351\"\ndata 1\n1\n"
            + "commit refs/heads/main\ncommitter T <t@example.org> 1600000001 +0000\ndata 1\nn\nD \"caf\\351\"\n");

        Snapshot snapshot = _experiment.Train()!;

        Assert.Equal("3", Repository.Git("rev-list", "--count", snapshot.Commit));
        Assert.Equal("", Repository.Git("fsck", "--full"));
    }

    [Fact]
    public void A_shallow_clone_is_trained()
    {
        _experiment.Folder.CommitAll("first");
        _experiment.Folder.CommitAll("second");
        string clone = Path.Combine(_experiment.Root, "Shallow");
        _experiment.Root.Git("clone", "--quiet", "--depth", "1", $"file://{_experiment.Folder}", clone);
        File.WriteAllText(Path.Combine(clone, "Task.cs"), TaskCode.Counting(2));

        Snapshot snapshot = _experiment.TrainIn(clone)!;

        Assert.Equal("", Path.Combine(_experiment.Library.Folder, "Shallow", "repo").Git("fsck", "--full"));
        Assert.Equal(2, _experiment.Library.Test(new TestRequest { Snapshot = snapshot }, cancellation: TestContext.Current.CancellationToken).Test["number"].Last);
    }

    [Fact]
    public void A_repository_that_was_deleted_is_made_again_by_the_next_training()
    {
        _experiment.Train();
        Directory.Delete(Repository, recursive: true);

        Snapshot snapshot = _experiment.Train(TrainMode.Force)!;

        Assert.Equal("commit", Repository.Git("cat-file", "-t", snapshot.Commit));
    }

    // The history is the branch's, and the task's code is not committed yet.
    private void Import(string stream)
    {
        string file = Path.Combine(_experiment.Root, "stream");
        File.WriteAllText(file, stream);
        _experiment.Folder.Git("init", "--quiet", "--initial-branch=main");
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("sh", ["-c", "git fast-import --quiet < ../stream && git reset --quiet --hard"])
            {
                WorkingDirectory = _experiment.Folder,
            })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
