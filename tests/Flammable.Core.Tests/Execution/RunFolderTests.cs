using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Folder_has_the_code_and_is_gone_after_the_run()
    {
        RunFolder folder = Make();

        Assert.Equal("code", File.ReadAllText(Path.Combine(folder.Code, "a.txt")));
        folder.Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.At("runs")));
    }

    [Fact]
    public void Folder_that_a_killed_process_has_left_is_deleted_and_that_of_a_living_one_stays()
    {
        _root.Write("runs/killed/code/a.txt", "");
        _root.Write("runs/killed.lock", "");
        using RunFolder living = Make();

        using RunFolder next = Make();

        Assert.Equal(new[] { living.Path, next.Path }.Order(), Directory.EnumerateDirectories(_root.At("runs")).Order());
        Assert.True(File.Exists(Path.Combine(living.Code, "a.txt")));
    }

    [Fact]
    public void Code_that_cannot_be_written_leaves_no_folder()
    {
        Assert.Throws<InvalidOperationException>(() => RunFolder.WithCode(_root.At("runs"), _ => throw new InvalidOperationException()));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.At("runs")));
    }

    [Fact]
    public void Library_that_cannot_be_written_has_its_runs_elsewhere()
    {
        _root.Write("runs", "a file");

        using RunFolder folder = Make();

        Assert.True(File.Exists(Path.Combine(folder.Code, "a.txt")));
    }

    private RunFolder Make() => RunFolder.WithCode(_root.At("runs"), code => File.WriteAllText(Path.Combine(code, "a.txt"), "code"));
}
