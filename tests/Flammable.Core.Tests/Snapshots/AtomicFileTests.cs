using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Snapshots;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_keeps_the_old_file_when_the_writing_breaks_off()
    {
        string path = _folder.Write("model.bin", "old");

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device");
        }));

        Assert.Equal(StoreProblem.NotWritable, error.Problem);
        Assert.Equal(path, error.Path);
        AssertOld(path);
    }

    [Fact]
    public void Write_keeps_the_old_file_when_the_writer_itself_fails()
    {
        string path = _folder.Write("model.bin", "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, _ => throw new InvalidOperationException()));

        AssertOld(path);
    }

    [Fact]
    public void Write_replaces_a_file_that_another_has_open()
    {
        string path = _folder.Write("model.bin", "old");
        using FileStream open = File.OpenRead(path);

        AtomicFile.Write(path, stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Write_to_a_folder_that_is_missing_names_the_file()
    {
        string path = _folder.At("missing", "model.bin");

        Assert.Equal(path, Assert.Throws<SnapshotStoreException>(() => AtomicFile.Write(path, _ => { })).Path);
    }

    private void AssertOld(string path)
    {
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }
}
