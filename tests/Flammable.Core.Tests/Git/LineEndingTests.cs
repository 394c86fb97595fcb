using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class LineEndingTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public LineEndingTests()
    {
        _experiment.Folder.Git("init", "--quiet");
        _experiment.Write("Task.cs", TaskCode.Counting().ReplaceLineEndings("\r\n"));
        _experiment.Write("unix.txt", "a\nb\n");
        _experiment.Write("windows.txt", "a\r\nb\r\n");
        _experiment.Write("binary.bin", "a\r\n\0b\r\n");
    }

    public void Dispose() => _experiment.Dispose();

    [Theory]
    [InlineData("core.autocrlf=true", null)]
    [InlineData("core.autocrlf=input", null)]
    [InlineData("core.autocrlf=false", null)]
    [InlineData("core.autocrlf=false", "* text=auto\n")]
    [InlineData("core.autocrlf=false", "* text eol=crlf\n*.bin binary\n")]
    [InlineData("core.autocrlf=true", "*.txt -text\n")]
    public void Line_endings_are_stored_as_git_stores_them_and_are_no_change_afterwards(string setting, string? attributes)
    {
        _experiment.Folder.Git("config", setting.Split('=')[0], setting.Split('=')[1]);
        if (attributes is not null)
        {
            _experiment.Write(".gitattributes", attributes);
        }

        Snapshot snapshot = _experiment.Train()!;

        foreach (string file in (string[])["Task.cs", "unix.txt", "windows.txt", "binary.bin"])
        {
            Assert.Equal(
                (file, _experiment.Folder.Git("hash-object", file)),
                (file, _experiment.Folder.Git("rev-parse", $"{snapshot.Commit}:{file}")));
        }

        Assert.Null(_experiment.Train());
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
        Assert.Equal(1, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void A_file_that_git_has_with_both_line_endings_is_no_change()
    {
        _experiment.Write("mixed.txt", "a\r\nb\n");
        _experiment.Folder.CommitAll();
        _experiment.Folder.Git("config", "core.autocrlf", "true");
        _experiment.Train();

        Assert.Null(_experiment.Train());
    }

    [Fact]
    public void The_user_and_a_clone_with_other_line_endings_have_the_same_code()
    {
        Snapshot snapshot = _experiment.Train()!;
        string clone = Path.Combine(_experiment.Root, "two", "Experiment");
        Directory.CreateDirectory(Path.Combine(_experiment.Root, "two"));
        _experiment.Root.Git("clone", "--quiet", "-c", "core.autocrlf=true", _experiment.Folder, clone);

        Assert.Null(_experiment.TrainIn(clone));
        Assert.Equal(snapshot.Name, _experiment.Library.GetStatus(clone, TestContext.Current.CancellationToken).LastSnapshot!.Name);
    }
}
