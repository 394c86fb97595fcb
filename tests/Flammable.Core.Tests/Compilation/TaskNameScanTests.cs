using Flammable.Compilation;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Compilation;

public sealed class TaskNameScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_gives_the_task_classes_of_a_folder_in_order()
    {
        _folder.Write("B.cs", "public sealed class ZTask : FlamTask { } abstract class BaseTask : Flammable.FlamTask { }");
        _folder.Write("A.cs", "internal partial class A(int x) : BaseTask\n{ }\nclass Other : IDisposable { }");

        Assert.Equal(["A", "ZTask"], TaskNameScan.Find(_folder.Path));
    }

    [Fact]
    public void Find_looks_at_the_named_file_alone()
    {
        _folder.Write("B.cs", "class B : FlamTask;");

        Assert.Equal(["A"], TaskNameScan.Find(_folder.Write("A.cs", "class A : FlamTask;")));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("")]
    [InlineData("nowhere/*?")]
    public void Find_finds_nothing_where_there_is_nothing(string path) =>
        Assert.Empty(TaskNameScan.Find(path.Length == 0 ? "" : _folder.At(path)));

    [Fact]
    public void Find_reads_broken_code() =>
        Assert.Equal(["A"], TaskNameScan.Find(_folder.Write("A.cs", "class A : FlamTask { public override void Train( {{{")));
}
