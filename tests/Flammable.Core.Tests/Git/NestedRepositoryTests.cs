using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class NestedRepositoryTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_submodule_is_captured_as_the_commit_it_stands_at()
    {
        AddSubmodule("data.txt", "1");

        Snapshot snapshot = _experiment.Train()!;

        Assert.StartsWith("160000", _experiment.Folder.Git("ls-tree", snapshot.Commit, "sub"));
        Assert.Null(_experiment.Train());
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
        Assert.Equal(1, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void A_submodule_moved_to_another_commit_is_a_change()
    {
        AddSubmodule("data.txt", "1");
        _experiment.Train();
        string sub = Path.Combine(_experiment.Folder, "sub");
        sub.Git("commit", "--quiet", "--allow-empty", "--message", "next");

        Assert.Equal(["sub"], Changes);
        Snapshot snapshot = _experiment.Train()!;
        Assert.Contains(sub.Git("rev-parse", "HEAD"), _experiment.Folder.Git("ls-tree", snapshot.Commit, "sub"));
        Assert.Empty(Changes);
    }

    [Fact]
    public void Code_in_a_submodule_stays_in_the_submodule_and_is_not_lost()
    {
        AddSubmodule("Tools.cs", "public static class Tools { public const int Number = 7; }");
        UseTools();

        Snapshot snapshot = _experiment.Train()!;

        Assert.StartsWith("160000", _experiment.Folder.Git("ls-tree", snapshot.Commit, "sub"));
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
        Assert.Empty(Changes);
        Assert.Equal(7, _experiment.Test().Test["number"].Last);
        Directory.Delete(_experiment.Folder, recursive: true);
        Path.Combine(_experiment.Library.Folder, "Experiment", "repo").Git("gc", "--quiet", "--prune=now");
        Assert.Equal(7, _experiment.Library.Test(
            new TestRequest { Snapshot = snapshot, Retest = true }, cancellation: TestContext.Current.CancellationToken).Test["number"].Last);
    }

    [Fact]
    public void Code_in_a_submodule_that_is_not_committed_there_is_refused()
    {
        AddSubmodule("Tools.cs", "public static class Tools { public const int Number = 7; }");
        _experiment.Folder.CommitAll();
        _experiment.Write("sub/Tools.cs", "public static class Tools { public const int Number = 8; }");

        RepositoryException error = Assert.Throws<RepositoryException>(() => _experiment.Train());

        Assert.Contains("'sub'", error.Message);
        Assert.Empty(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void An_experiment_in_a_submodule_commits_there()
    {
        AddSubmodule("Task.cs", TaskCode.Counting(5));
        _experiment.Folder.CommitAll();
        string sub = Path.Combine(_experiment.Folder, "sub");
        File.WriteAllText(Path.Combine(sub, "Task.cs"), TaskCode.Counting(6));

        Snapshot snapshot = _experiment.TrainIn(sub)!;

        Assert.Equal(6, snapshot.Train["number"].Last);
        Assert.Equal(snapshot.Commit, sub.Git("rev-parse", "HEAD"));
        Assert.Equal("sub", snapshot.Experiment);
    }

    [Fact]
    public void A_nested_repository_is_left_alone_and_is_no_change_for_ever()
    {
        string nested = Path.Combine(_experiment.Folder, "nested");
        Directory.CreateDirectory(nested);
        File.WriteAllText(Path.Combine(nested, "data.txt"), "1");
        nested.CommitAll();

        _experiment.Train();

        Assert.Null(_experiment.Train());
        Assert.Equal("", nested.Git("status", "--porcelain"));
    }

    [Fact]
    public void Code_of_a_nested_repository_that_is_compiled_is_not_lost()
    {
        _experiment.Write("nested/Tools.cs", "public static class Tools { public const int Number = 7; }");
        Path.Combine(_experiment.Folder, "nested").CommitAll();
        UseTools();

        Assert.Equal(7, _experiment.Train()!.Train["number"].Last);

        Assert.Null(_experiment.Train());
        Assert.Equal(7, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void Files_left_out_by_a_sparse_checkout_stay_in_the_commit()
    {
        _experiment.Write("inner/code.txt", "");
        _experiment.Write("left/out.txt", "");
        _experiment.Folder.CommitAll();
        _experiment.Folder.Git("sparse-checkout", "set", "inner");
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Snapshot snapshot = _experiment.Train()!;

        Assert.Equal(["Task.cs", "inner/code.txt", "left/out.txt"], _experiment.Folder.FilesOf(snapshot.Commit));
        Assert.Null(_experiment.Train());
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
    }

    private void UseTools() =>
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() => Snapshot.Train.Append("number", Tools.Number);
                public override void Test() => Snapshot.Test.Store("number", Tools.Number);
            """,
            "ToolTask"));

    private IEnumerable<string> Changes =>
        _experiment.Library.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken).ChangedFiles.Select(file => file.Path);

    private void AddSubmodule(string file, string content)
    {
        string origin = Path.Combine(_experiment.Root, "origin");
        Directory.CreateDirectory(origin);
        File.WriteAllText(Path.Combine(origin, file), content);
        origin.CommitAll();
        _experiment.Folder.CommitAll();
        _experiment.Folder.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", origin, "sub");
    }
}
