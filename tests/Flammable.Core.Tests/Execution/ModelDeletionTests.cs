using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class ModelDeletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_that_is_deleted_is_gone_from_folder_and_names()
    {
        IModelFiles[] both = [new StoredModelFiles(_folder.Path, []), new ModelFilesInMemory()];
        Assert.All(both, models =>
        {
            models.Save("a.bin", stream => stream.WriteByte(1));
            models.Save("b.bin", stream => stream.WriteByte(2));

            Assert.True(models.Delete("b.bin"));

            Assert.Equal(["a.bin"], models.Names);
            Assert.False(models.Delete("b.bin"));
            Assert.Throws<FileNotFoundException>(() => models.Open("b.bin"));
            using Stream last = models.Open(null);
            Assert.Equal(1, last.ReadByte());
        });
        Assert.Equal([_folder.At("a.bin")], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("snapshot.json")]
    [InlineData("metrics.jsonl")]
    [InlineData("../other.bin")]
    [InlineData("")]
    public void File_of_Flammable_or_of_another_folder_is_not_deleted(string name)
    {
        _folder.Write("snapshot.json", "{}");
        IModelFiles[] both = [new StoredModelFiles(_folder.Path, []), new ModelFilesInMemory()];

        Assert.All(both, models => Assert.ThrowsAny<ArgumentException>(() => models.Delete(name)));

        Assert.True(File.Exists(_folder.At("snapshot.json")));
    }

    [Fact]
    public void File_that_is_not_a_model_is_not_deleted()
    {
        _folder.Write("notes.txt", "mine");

        Assert.False(new StoredModelFiles(_folder.Path, []).Delete("notes.txt"));

        Assert.True(File.Exists(_folder.At("notes.txt")));
    }

    [Fact]
    public void Nothing_is_deleted_once_the_files_are_closed()
    {
        _folder.Write("a.bin", "x");
        StoredModelFiles models = new StoredModelFiles(_folder.Path, ["a.bin"]).Close("An evaluation saves no models.");

        Assert.Throws<InvalidOperationException>(() => models.Delete("a.bin"));

        Assert.True(File.Exists(_folder.At("a.bin")));
    }
}
