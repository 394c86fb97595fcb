using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Compilation;

public sealed class TaskChoiceTests : IDisposable
{
    private const string Two =
        "namespace Lab; public sealed class FirstTask : Flammable.FlamTask { public sealed class Inner : Flammable.FlamTask; } public sealed class SecondTask : Flammable.FlamTask;";

    private readonly Compiling _code = new();

    public void Dispose() => _code.Dispose();

    [Fact]
    public void No_task_class_is_an_error_without_candidates()
    {
        _code.Write("Task.cs", "public class Nothing;");

        TaskNotFoundException error = Assert.Throws<TaskNotFoundException>(() => _code.Choose());

        Assert.Empty(error.Candidates);
        Assert.Equal(_code.Folder, error.Path);
    }

    [Fact]
    public void Several_task_classes_are_an_error_that_lists_them()
    {
        _code.Write("Task.cs", Two);

        TaskNotFoundException error = Assert.Throws<TaskNotFoundException>(() => _code.Choose());

        Assert.Equal(["Lab.FirstTask", "Lab.FirstTask+Inner", "Lab.SecondTask"], error.Candidates);
    }

    [Theory]
    [InlineData("SecondTask", "Lab.SecondTask")]
    [InlineData("Lab.SecondTask", "Lab.SecondTask")]
    [InlineData("Inner", "Lab.FirstTask+Inner")]
    [InlineData("Lab.FirstTask+Inner", "Lab.FirstTask+Inner")]
    public void Name_short_or_full_chooses(string name, string expected)
    {
        _code.Write("Task.cs", Two);

        Assert.Equal(expected, _code.Choose(taskName: name));
    }

    [Fact]
    public void Full_name_wins_over_the_same_short_name_elsewhere()
    {
        _code.Write("Task.cs", "public class Same : Flammable.FlamTask; namespace Lab { public class Same : Flammable.FlamTask; }");

        Assert.Equal("Same", _code.Choose(taskName: "Same"));
        Assert.Equal("Lab.Same", _code.Choose(taskName: "Lab.Same"));
    }

    [Fact]
    public void Unknown_name_is_an_error_that_lists_the_candidates()
    {
        _code.Write("Task.cs", Two);

        TaskNotFoundException error = Assert.Throws<TaskNotFoundException>(() => _code.Choose(taskName: "secondtask"));

        Assert.Contains("'secondtask'", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, error.Candidates.Count);
    }

    [Theory]
    [InlineData("public abstract class MyTask : Flammable.FlamTask;")]
    [InlineData("public class MyTask<T> : Flammable.FlamTask;")]
    public void Abstract_or_generic_class_is_no_task_to_run(string code)
    {
        _code.Write("Task.cs", code);

        TaskNotFoundException error = Assert.Throws<TaskNotFoundException>(() => _code.Choose());

        Assert.Contains("abstract or generic", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Abstract_base_beside_its_one_child_is_no_obstacle()
    {
        _code.Write("Task.cs", "public abstract class BaseTask : Flammable.FlamTask; public class MyTask : BaseTask;");

        Assert.Equal("MyTask", _code.Choose());
    }

    [Theory]
    [InlineData("public MyTask(int number) { }")]
    [InlineData("private MyTask() { }")]
    public void Class_without_a_public_constructor_without_parameters_is_an_error(string constructor)
    {
        _code.Write("Task.cs", $"public class MyTask : Flammable.FlamTask {{ {constructor} }}");

        TaskNotFoundException error = Assert.Throws<TaskNotFoundException>(() => _code.Choose());

        Assert.Contains("no public constructor", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Naming_a_file_chooses_its_own_class()
    {
        _code.Write("One.cs", "public class OneTask : Flammable.FlamTask;");
        _code.Write("Two.cs", "public class TwoTask : Flammable.FlamTask;");

        Assert.Equal("TwoTask", _code.Choose("Two.cs"));
    }

    [Fact]
    public void Naming_the_first_file_of_a_partial_class_chooses_it()
    {
        _code.Write("MyTask.cs", "public partial class MyTask : Flammable.FlamTask;");
        _code.Write("MyTaskModel.cs", "public partial class MyTask;");

        Assert.Equal("MyTask", _code.Choose("MyTask.cs"));
    }

    [Fact]
    public void Class_that_is_named_FlamTask_elsewhere_is_no_base()
    {
        _code.Write("Task.cs", "namespace Other { public class FlamTask; public class MyTask : FlamTask; }");

        Assert.Throws<TaskNotFoundException>(() => _code.Choose());
    }
}
