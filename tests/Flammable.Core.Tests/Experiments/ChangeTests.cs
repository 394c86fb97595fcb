using Flammable.Experiments;
using Flammable.Git;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class ChangeTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Right_after_a_training_nothing_is_changed()
    {
        _experiment.Train();

        Assert.Empty(Status.ChangedFiles);
        Assert.False(Status.IsChanged);
    }

    [Fact]
    public void Without_a_snapshot_all_files_are_changes()
    {
        _experiment.Write("notes.md", "");

        Assert.Equal(["Task.cs", "notes.md"], Status.ChangedFiles.Select(file => file.Path));
        Assert.True(Status.IsChanged);
        Assert.Null(Status.Experiment);
        Assert.Null(Status.Repository);
    }

    [Fact]
    public void A_modified_a_new_and_a_deleted_file_are_named_with_what_happened_to_them()
    {
        _experiment.Write("old.txt", "old");
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Write("inner/new.txt", "new");
        File.Delete(Path.Combine(_experiment.Folder, "old.txt"));

        Assert.Equal(
            [
                new ChangedFile("Task.cs", ChangeKind.Modified),
                new ChangedFile("inner/new.txt", ChangeKind.Added),
                new ChangedFile("old.txt", ChangeKind.Deleted),
            ],
            Status.ChangedFiles);
    }

    [Fact]
    public void A_staged_file_is_a_change()
    {
        _experiment.Train();
        _experiment.Write("new.txt", "new");
        _experiment.Folder.Git("add", "new.txt");

        Assert.Equal([new ChangedFile("new.txt", ChangeKind.Added)], Status.ChangedFiles);
    }

    [Fact]
    public void A_commit_made_by_hand_is_a_change_and_is_trained_without_another_commit()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Folder.CommitAll();
        string byHand = _experiment.Folder.Git("rev-parse", "HEAD");

        Assert.Equal([new ChangedFile("Task.cs", ChangeKind.Modified)], Status.ChangedFiles);
        Assert.Equal(byHand, _experiment.Train()!.Commit);
        Assert.Equal(byHand, _experiment.Folder.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public void A_commit_by_hand_that_changes_no_file_is_no_change()
    {
        _experiment.Train();
        _experiment.Folder.Git("commit", "--quiet", "--allow-empty", "--message", "nothing");

        Assert.Empty(Status.ChangedFiles);
        Assert.Null(_experiment.Train());
    }

    [Fact]
    public void A_change_staged_and_taken_back_on_disk_is_no_change()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Folder.Git("add", "Task.cs");
        _experiment.Write("Task.cs", TaskCode.Counting());

        Assert.Empty(Status.ChangedFiles);
    }

    [Fact]
    public void A_file_taken_out_of_the_index_alone_is_no_change()
    {
        _experiment.Train();
        _experiment.Folder.Git("rm", "--cached", "--quiet", "Task.cs");

        Assert.Empty(Status.ChangedFiles);
    }

    [Fact]
    public void A_file_written_again_with_the_same_bytes_is_no_change()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting());
        File.SetLastWriteTimeUtc(Path.Combine(_experiment.Folder, "Task.cs"), DateTime.UtcNow.AddDays(1));

        Assert.Empty(Status.ChangedFiles);
    }

    [Fact]
    public void An_ignored_file_is_never_a_change()
    {
        _experiment.Write(".gitignore", "*.log\n/data/\n");
        _experiment.Write("run.log", "1");
        _experiment.Train();
        _experiment.Write("run.log", "2");
        _experiment.Write("data/big.bin", "3");
        _experiment.Write("bin/Debug/out.dll", "4");
        _experiment.Write("__pycache__/a.pyc", "5");

        Assert.Empty(Status.ChangedFiles);
        Assert.Equal([".gitignore", "Task.cs"], _experiment.Folder.FilesOf("HEAD"));
    }

    [Fact]
    public void An_ignored_file_is_neither_compiled_nor_captured_when_the_folder_has_no_repository_yet()
    {
        _experiment.Write(".gitignore", "Scratch.cs\n");
        _experiment.Write("Scratch.cs", "this is no C#");

        Assert.Equal([".gitignore", "Task.cs"], Status.ChangedFiles.Select(file => file.Path));
        _experiment.Train();

        Assert.Equal([".gitignore", "Task.cs"], _experiment.Folder.FilesOf("HEAD"));
        Assert.Empty(Status.ChangedFiles);
    }

    [Fact]
    public void A_folder_whose_repository_was_deleted_is_unchanged_while_its_files_are()
    {
        string commit = _experiment.Train()!.Commit;
        Directory.Delete(Path.Combine(_experiment.Folder, ".git"), recursive: true);

        Assert.Empty(Status.ChangedFiles);
        Assert.Null(_experiment.Train());
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Assert.Equal([new ChangedFile("Task.cs", ChangeKind.Modified)], Status.ChangedFiles);
        Assert.NotEqual(commit, _experiment.Train()!.Commit);
    }

    [Fact]
    public void A_file_that_becomes_a_folder_and_a_folder_that_becomes_a_file_are_changes_and_are_captured()
    {
        _experiment.Write("a", "file");
        _experiment.Write("b/c", "folder");
        _experiment.Train();
        File.Delete(Path.Combine(_experiment.Folder, "a"));
        Directory.Delete(Path.Combine(_experiment.Folder, "b"), recursive: true);
        _experiment.Write("a/inner", "folder");
        _experiment.Write("b", "file");

        Assert.Equal(["a", "a/inner", "b", "b/c"], Status.ChangedFiles.Select(file => file.Path));
        _experiment.Train();

        Assert.Equal(["Task.cs", "a/inner", "b"], _experiment.Folder.FilesOf("HEAD"));
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
        Assert.Empty(Status.ChangedFiles);
    }

    private ExperimentStatus Status =>
        _experiment.Library.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken);
}
