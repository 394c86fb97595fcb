using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class BranchCaptureTests : IDisposable
{
    private readonly Experimenting _experiment = new("Repo/Sub");

    public void Dispose() => _experiment.Dispose();

    private string Repo => Path.Combine(_experiment.Root, "Repo");

    [Fact]
    public void It_is_the_default_where_the_folder_is_the_repositorys_root()
    {
        _experiment.Folder.CommitAll();

        Assert.Equal("Branch", _experiment.Train(TrainMode.Force)!.CommitMode);
        Assert.Null(_experiment.Library.GetSnapshots().Single().BaseCommit);
    }

    [Fact]
    public void In_a_subfolder_only_its_files_are_committed_and_other_staged_changes_stay_staged()
    {
        File.WriteAllText(Path.Combine(Repo, "other.txt"), "1");
        Repo.CommitAll();
        File.WriteAllText(Path.Combine(Repo, "other.txt"), "2");
        File.WriteAllText(Path.Combine(Repo, "staged.txt"), "new");
        Repo.Git("add", "--all");
        File.WriteAllText(Path.Combine(Repo, "untracked.txt"), "new");
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Snapshot snapshot = _experiment.Train(commitMode: CommitMode.Branch)!;

        Assert.Equal("Sub", snapshot.CodeFolder);
        Assert.Equal("Sub/Task.cs", Repo.Git("diff", "--name-only", "HEAD~1", "HEAD"));
        Assert.Equal("M  other.txt\nA  staged.txt\n?? untracked.txt", Repo.Git("status", "--porcelain"));
    }

    [Fact]
    public void An_unborn_branch_is_born()
    {
        _experiment.Folder.Git("init", "--quiet", "--initial-branch=trunk");

        Snapshot snapshot = _experiment.Train(commitMode: CommitMode.Branch)!;

        Assert.Equal(snapshot.Commit, _experiment.Folder.Git("rev-parse", "refs/heads/trunk"));
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
    }

    [Fact]
    public void Partly_staged_files_are_committed_as_they_stand_on_disk()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Folder.Git("add", "Task.cs");
        _experiment.Write("Task.cs", TaskCode.Counting(3));

        _experiment.Train();

        Assert.Equal(TaskCode.Counting(3), _experiment.Folder.Git("show", "HEAD:Task.cs"));
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
    }

    [Fact]
    public void Files_added_in_intent_only_are_committed()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write("later.txt", "text");
        _experiment.Folder.Git("add", "--intent-to-add", "later.txt");

        _experiment.Train();

        Assert.Equal("text", _experiment.Folder.Git("show", "HEAD:later.txt"));
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
    }

    [Fact]
    public void The_reflog_tells_of_the_commit()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Train(message: "with a message");

        Assert.Equal("commit: with a message", _experiment.Folder.Git("log", "-g", "-1", "--format=%gs", "HEAD"));
    }

    [Fact]
    public void In_a_linked_working_tree_its_own_branch_takes_the_commit()
    {
        _experiment.Folder.CommitAll();
        string linked = Path.Combine(_experiment.Root, "linked");
        _experiment.Folder.Git("worktree", "add", "--quiet", "-b", "side", linked);
        File.WriteAllText(Path.Combine(linked, "Task.cs"), TaskCode.Counting(2));

        Snapshot snapshot = _experiment.TrainIn(linked)!;

        Assert.Equal(snapshot.Commit, linked.Git("rev-parse", "side"));
        Assert.NotEqual(snapshot.Commit, _experiment.Folder.Git("rev-parse", "main"));
        Assert.Equal("", linked.Git("status", "--porcelain"));
    }

    [Fact]
    public void A_commit_that_another_process_makes_meanwhile_is_not_lost()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Snapshot snapshot = Train(_ => _experiment.Folder.Git("commit", "--quiet", "--allow-empty", "--message", "meanwhile"));

        Assert.Contains("meanwhile", _experiment.Folder.Git("log", "--format=%s", snapshot.Commit));
        Assert.Equal(snapshot.Commit, _experiment.Folder.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public void What_another_process_stages_meanwhile_stays_staged()
    {
        File.WriteAllText(Path.Combine(Repo, "other.txt"), "1");
        Repo.CommitAll();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        File.WriteAllText(Path.Combine(Repo, "other.txt"), "2");

        Train(_ => Repo.Git("add", "other.txt"), CommitMode.Branch);

        Assert.Equal("M  other.txt", Repo.Git("status", "--porcelain"));
    }

    // The experiment is made after the capture was planned and before it is written.
    private Snapshot Train(Action<string> meanwhile, CommitMode? mode = null) =>
        _experiment.Library.Train(
            new TrainRequest(_experiment.Folder) { CommitMode = mode },
            new OnStep("Made experiment", meanwhile),
            TestContext.Current.CancellationToken)!;

    private sealed class OnStep(string step, Action<string> act) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent told && told.Message.StartsWith(step, StringComparison.Ordinal))
            {
                act(told.Message);
            }
        }
    }
}
