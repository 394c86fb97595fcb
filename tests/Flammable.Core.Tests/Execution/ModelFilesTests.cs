using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class ModelFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_named_in_the_order_of_their_saving_and_the_last_one_is_opened()
    {
        IModelFiles[] both = [new StoredModelFiles(_folder.Path, []), new ModelFilesInMemory()];
        Assert.All(both, models =>
        {
            Save(models, "a.bin", "1");
            Save(models, "b.bin", "2");
            Save(models, "a.bin", "3");

            Assert.Equal(["b.bin", "a.bin"], models.Names);
            Assert.Equal("3", Read(models, null));
            Assert.Equal("2", Read(models, "b.bin"));
            Assert.Throws<FileNotFoundException>(() => models.Open("c.bin"));
        });
    }

    [Fact]
    public void No_file_to_open_is_an_error_that_says_so()
    {
        Assert.Throws<FileNotFoundException>(() => new StoredModelFiles(_folder.Path, []).Open(null));
        Assert.Throws<FileNotFoundException>(() => new ModelFilesInMemory().Open(null));
    }

    [Fact]
    public void Save_that_breaks_off_keeps_the_old_file_and_its_place()
    {
        IModelFiles[] both = [new StoredModelFiles(_folder.Path, []), new ModelFilesInMemory()];
        Assert.All(both, models =>
        {
            Save(models, "a.bin", "old");
            Save(models, "b.bin", "2");

            Assert.Throws<InvalidOperationException>(() => models.Save("a.bin", stream =>
            {
                stream.WriteByte(1);
                throw new InvalidOperationException();
            }));

            Assert.Equal(["a.bin", "b.bin"], models.Names);
            Assert.Equal("old", Read(models, "a.bin"));
        });
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Theory]
    [InlineData("snapshot.json")]
    [InlineData("METRICS.jsonl")]
    [InlineData("run.log")]
    [InlineData("run.lock")]
    [InlineData("sub/model.bin")]
    [InlineData("../model.bin")]
    [InlineData(".hidden")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData(" ")]
    public void Name_that_is_reserved_or_has_a_folder_is_refused(string name)
    {
        IModelFiles[] both = [new StoredModelFiles(_folder.Path, []), new ModelFilesInMemory()];
        Assert.All(both, models => Assert.ThrowsAny<ArgumentException>(() => Save(models, name, "x")));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Name_with_spaces_and_other_letters_is_a_name()
    {
        var models = new StoredModelFiles(_folder.Path, []);

        Save(models, "mein größtes Modell [1].bin", "x");

        Assert.Equal("x", Read(models, null));
    }

    [Fact]
    public void Test_reads_the_models_of_the_training_and_may_add_its_own()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train() { Save("first.txt", "1"); Save("last.txt", "2"); }
                public override void Test()
                {
                    using var reader = new StreamReader(Snapshot.OpenModel());
                    Snapshot.Test.Store("last", double.Parse(reader.ReadToEnd()));
                    Save("report.txt", "ok");
                }
                private void Save(string name, string text) => Snapshot.SaveModel(name, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
            """,
            "Models"));
        experiment.Train();

        Snapshot tested = experiment.Test();

        Assert.Equal(2, tested.Test["last"].Last);
        Assert.Equal(["first.txt", "last.txt", "report.txt"], tested.ModelFiles);
        Assert.Equal("ok", File.ReadAllText(Path.Combine(tested.Path, "report.txt")));
    }

    [Fact]
    public void Evaluation_saves_no_models()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train() { }
                public override void EvalPath(string inputPath, string outputPath) => Snapshot.SaveModel("new.bin", stream => stream.WriteByte(1));
            """,
            "Models"));
        Snapshot snapshot = experiment.Train()!;
        using EvalSession session = experiment.Library.OpenEval(new EvalRequest { Path = experiment.Folder }, null, TestContext.Current.CancellationToken);

        Assert.Throws<TaskFailedException>(
            () => session.Eval(Path.Combine(experiment.Folder, "Task.cs"), Path.Combine(experiment.Root, "out"), null, TestContext.Current.CancellationToken));

        Assert.False(File.Exists(Path.Combine(snapshot.Path, "new.bin")));
    }

    private static void Save(IModelFiles models, string name, string content) =>
        models.Save(name, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(content)));

    private static string Read(IModelFiles models, string? name)
    {
        using var reader = new StreamReader(models.Open(name));
        return reader.ReadToEnd();
    }
}
