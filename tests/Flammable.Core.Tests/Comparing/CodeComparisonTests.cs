using Flammable.Comparing;
using Flammable.Errors;
using Flammable.Git;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Comparing;

public sealed class CodeComparisonTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private IReadOnlyList<CodeDifference> Compare(Snapshot reference, Snapshot difference) =>
        _experiment.Library.Compare(reference, difference, ComparedParts.Code).Code;

    private static string Patch(IEnumerable<CodeDifference> code) => string.Concat(code.Select(file => file.Patch));

    [Fact]
    public void Patch_is_what_git_diff_prints()
    {
        string lines = string.Concat(Enumerable.Range(0, 60).Select(number => $"line {number}\n"));
        _experiment.Write("changed.txt", lines);
        _experiment.Write("gone.txt", "gone\n");
        _experiment.Write("moved.txt", lines + "moved\n");
        _experiment.Write("bytes.bin", "a\0b");
        _experiment.Write("cut.txt", "no newline");
        _experiment.Write("mode.sh", "x\n");
        _experiment.Write("ä b.txt", "one\r\n");
        _experiment.Write("code.txt", "class A\n{\n    void B()\n    {\n        C();\n    }\n}\n");
        File.CreateSymbolicLink(Path.Combine(_experiment.Folder, "link"), "changed.txt");
        Snapshot before = _experiment.Train()!;
        _experiment.Write("changed.txt", lines.Replace("line 7\n", "line seven\n", StringComparison.Ordinal).Replace("line 50\n", "", StringComparison.Ordinal));
        File.Delete(Path.Combine(_experiment.Folder, "gone.txt"));
        Directory.CreateDirectory(Path.Combine(_experiment.Folder, "inner"));
        File.Move(Path.Combine(_experiment.Folder, "moved.txt"), Path.Combine(_experiment.Folder, "inner", "new.txt"));
        _experiment.Write("bytes.bin", "a\0c");
        _experiment.Write("cut.txt", "no newline here");
        ExecutableBit.Set(Path.Combine(_experiment.Folder, "mode.sh"));
        _experiment.Write("ä b.txt", "one\r\ntwo\r\n");
        _experiment.Write("added.txt", "added\n");
        _experiment.Write("code.txt", "class A\n{\n    void B()\n    {\n        C();\n        D();\n    }\n}\n");
        File.Delete(Path.Combine(_experiment.Folder, "link"));
        File.CreateSymbolicLink(Path.Combine(_experiment.Folder, "link"), "added.txt");
        Snapshot after = _experiment.Train()!;

        IReadOnlyList<CodeDifference> code = Compare(before, after);

        Assert.Equal(_experiment.Folder.Git("diff", before.Commit, after.Commit) + "\n", Patch(code));
        Assert.Equal((ChangeKind.Added, 1, 0), Of(code, "added.txt"));
        Assert.Equal((ChangeKind.Deleted, 0, 1), Of(code, "gone.txt"));
        Assert.Equal((ChangeKind.Renamed, 0, 0), Of(code, "inner/new.txt"));
        Assert.Equal((ChangeKind.Modified, 1, 2), Of(code, "changed.txt"));
        Assert.Equal((ChangeKind.TypeChanged, 0, 0), Of(code, "mode.sh"));
        Assert.True(code.Single(file => file.Path == "bytes.bin").IsBinary);
    }

    [Fact]
    public void Kind_of_a_file_changes_as_git_diff_prints_it()
    {
        _experiment.Write("file", "text\n");
        Snapshot before = _experiment.Train()!;
        File.Delete(Path.Combine(_experiment.Folder, "file"));
        File.CreateSymbolicLink(Path.Combine(_experiment.Folder, "file"), "Task.cs");
        Snapshot after = _experiment.Train()!;

        Assert.Equal(_experiment.Folder.Git("diff", before.Commit, after.Commit) + "\n", Patch(Compare(before, after)));
    }

    [Fact]
    public void Submodule_is_named_with_its_commits()
    {
        _experiment.Folder.CommitAll();
        _experiment.Folder.Git("update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},inner");
        Directory.CreateDirectory(Path.Combine(_experiment.Folder, "inner"));
        _experiment.Folder.Git("commit", "--quiet", "--message", "one");
        Snapshot before = _experiment.Train()!;
        _experiment.Folder.Git("update-index", "--add", "--cacheinfo", $"160000,{new string('2', 40)},inner");
        _experiment.Folder.Git("commit", "--quiet", "--message", "two");
        Snapshot after = _experiment.Train(TrainMode.Force)!;

        CodeDifference file = Assert.Single(Compare(before, after));
        Assert.Equal("inner", file.Path);
        Assert.Equal(_experiment.Folder.Git("diff", before.Commit, after.Commit) + "\n", file.Patch);
    }

    [Fact]
    public void Paths_are_the_experiments_where_it_lies_in_a_larger_repository()
    {
        string folder = _experiment.AddFolder("Big/work/Inner");
        Path.Combine(_experiment.Root, "Big").CommitAll();
        Snapshot before = _experiment.TrainIn(folder)!;
        File.WriteAllText(Path.Combine(_experiment.Root, "Big", "other.txt"), "outside");
        File.WriteAllText(Path.Combine(folder, "Task.cs"), TaskCode.Counting(2));
        Snapshot after = _experiment.TrainIn(folder)!;

        CodeDifference file = Assert.Single(Compare(before, after));

        Assert.Equal("Task.cs", file.Path);
        Assert.Equal(folder.Git("diff", "--relative", before.Commit, after.Commit) + "\n", file.Patch);
    }

    [Fact]
    public void Two_experiments_are_compared_and_neither_repository_is_written_to()
    {
        Snapshot one = _experiment.Train()!;
        Snapshot two = _experiment.TrainIn(_experiment.AddFolder("Other", number: 2))!;
        string before = State();

        CodeDifference file = Assert.Single(Compare(one, two));

        Assert.Equal(("Task.cs", ChangeKind.Modified), (file.Path, file.Kind));
        Assert.Matches(@"\n- +Snapshot\.Train\.Append\(""number"", 1\);\n", file.Patch);
        Assert.Matches(@"\n\+ +Snapshot\.Train\.Append\(""number"", 2\);\n", file.Patch);
        Assert.Equal(before, State());

        string State() => string.Join('\n', Directory.EnumerateFiles(_experiment.Library.Folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}"));
    }

    [Fact]
    public void Same_commit_needs_no_repository()
    {
        Snapshot snapshot = _experiment.Train()!;
        Snapshot again = _experiment.Train(TrainMode.Force)!;
        Directory.Delete(Path.Combine(_experiment.Library.Folder, "Experiment", "repo"), recursive: true);

        Assert.Empty(Compare(snapshot, again));
    }

    [Fact]
    public void Missing_commit_is_said()
    {
        Snapshot snapshot = _experiment.Train()!;

        RepositoryException error = Assert.Throws<RepositoryException>(() => Compare(snapshot, snapshot with { Commit = new string('a', 40) }));

        Assert.Equal(RepositoryProblem.CommitMissing, error.Problem);
    }

    private static (ChangeKind, int, int) Of(IEnumerable<CodeDifference> code, string path)
    {
        CodeDifference file = code.Single(file => file.Path == path);
        return (file.Kind, file.Added, file.Removed);
    }
}
