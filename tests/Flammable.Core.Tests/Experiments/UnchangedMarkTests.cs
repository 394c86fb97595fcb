using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class UnchangedMarkTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_folder_found_unchanged_is_marked_so()
    {
        FindUnchanged();

        Assert.Single(Marks);
        Assert.Empty(Changes);
    }

    [Fact]
    public void An_edit_of_the_same_length_is_seen()
    {
        FindUnchanged();
        _experiment.Write("Task.cs", TaskCode.Counting(7));

        Assert.Equal(["Task.cs"], Changes);
    }

    [Fact]
    public void A_new_empty_file_is_seen()
    {
        FindUnchanged();
        _experiment.Write("inner/empty", "");

        Assert.Equal(["inner/empty"], Changes);
    }

    [Fact]
    public void A_file_renamed_is_seen()
    {
        _experiment.Write("a.txt", "text");
        FindUnchanged();
        File.Move(Path.Combine(_experiment.Folder, "a.txt"), Path.Combine(_experiment.Folder, "b.txt"));

        Assert.Equal(["a.txt", "b.txt"], Changes);
    }

    [Fact]
    public void An_executable_bit_is_seen()
    {
        FindUnchanged();
        ExecutableBit.Set(Path.Combine(_experiment.Folder, "Task.cs"));

        Assert.Equal(["Task.cs"], Changes);
    }

    [Fact]
    public void A_file_that_is_not_ignored_any_more_is_seen()
    {
        _experiment.Write(".gitignore", "data.txt\n");
        _experiment.Write("data.txt", "1");
        FindUnchanged();
        _experiment.Write(".gitignore", "");

        Assert.Equal([".gitignore", "data.txt"], Changes);
    }

    [Fact]
    public void A_file_that_a_gitignore_which_ignores_itself_does_not_name_any_more_is_seen()
    {
        _experiment.Write(".gitignore", ".gitignore\ndata.txt\n");
        _experiment.Write("data.txt", "1");
        FindUnchanged();
        _experiment.Write(".gitignore", ".gitignore\n");

        Assert.Equal(["data.txt"], Changes);
    }

    [Fact]
    public void A_file_that_the_repositorys_own_rules_do_not_ignore_any_more_is_seen()
    {
        _experiment.Write("data.txt", "1");
        _experiment.Folder.Git("init", "--quiet");
        string exclude = Path.Combine(_experiment.Folder, ".git", "info", "exclude");
        File.WriteAllText(exclude, "data.txt\n");
        FindUnchanged();
        File.WriteAllText(exclude, "");

        Assert.Equal(["data.txt"], Changes);
    }

    [Fact]
    public void An_ignored_file_that_was_added_by_force_is_seen()
    {
        _experiment.Write(".gitignore", "data.txt\n");
        _experiment.Write("data.txt", "1");
        FindUnchanged();
        _experiment.Folder.Git("add", "--force", "data.txt");

        Assert.Equal(["data.txt"], Changes);
    }

    [Fact]
    public void A_folder_brought_back_to_an_older_snapshots_code_is_changed()
    {
        FindUnchanged();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting());
        Age();

        Assert.Equal(["Task.cs"], Changes);
    }

    private IEnumerable<string> Changes =>
        _experiment.Library.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken)
            .ChangedFiles.Select(file => file.Path).Order(StringComparer.Ordinal);

    private string[] Marks
    {
        get
        {
            string folder = Path.Combine(_experiment.Library.Folder, ".cache", "unchanged");
            return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        }
    }

    // A folder is marked as soon as its files have been at rest for a moment.
    private void FindUnchanged()
    {
        Age();
        _experiment.Train();
        Until.True(
            () =>
            {
                Assert.Empty(Changes);
                return Marks.Length > 0;
            },
            "the folder is marked");
    }

    // A file written a moment ago could be written again within one tick of the file system's clock.
    private void Age()
    {
        foreach (string file in Directory.EnumerateFiles(_experiment.Folder))
        {
            File.SetLastWriteTimeUtc(file, LongAgo);
        }
    }
}
