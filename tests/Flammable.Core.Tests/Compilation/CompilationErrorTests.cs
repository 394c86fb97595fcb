using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Compilation;

public sealed class CompilationErrorTests : IDisposable
{
    private readonly Compiling _code = new();

    public void Dispose() => _code.Dispose();

    [Fact]
    public void Errors_carry_file_line_column_and_text()
    {
        string file = _code.Write("lib/Part.cs", "class Part\n{\n    int value = missing;\n}\n");
        _code.Write("Task.cs", "#:property X=Y\n\npublic class MyTask : Flammable.FlamTask { int a = \"x\"; }\n");

        IReadOnlyList<CompilationError> errors = _code.Errors();

        Assert.Equal(["CS0029", "CS0103"], errors.Select(error => error.Code).Order());
        CompilationError error = Assert.Single(errors, error => error.Code == "CS0103");
        Assert.Equal((file, 3, 17, "    int value = missing;"), (error.File, error.Line, error.Column, error.SourceText));
        Assert.Contains("'missing'", error.Message, StringComparison.Ordinal);
        Assert.Equal((3, 52), Assert.Single(errors, error => error.Code == "CS0029") is { } other ? (other.Line, other.Column) : default);
    }

    [Fact]
    public void Syntax_errors_are_told_with_their_place()
    {
        string file = _code.Write("Task.cs", "public class MyTask : Flammable.FlamTask\n{\n    public void M( { }\n}\n");

        CompilationError error = _code.Errors()[0];

        Assert.Equal((file, 3), (error.File, error.Line));
        Assert.StartsWith("CS", error.Code, StringComparison.Ordinal);
        Assert.StartsWith($"{file}(3,", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_stand_in_the_order_of_files_and_lines()
    {
        _code.Write("B.cs", "class B { int a = x1; }");
        _code.Write("A.cs", "class A\n{\n    int b = x3;\n    int a = x2;\n}");

        Assert.Equal([("A.cs", 3), ("A.cs", 4), ("B.cs", 1)], _code.Errors().Select(error => (Path.GetFileName(error.File), error.Line)));
    }

    [Fact]
    public void One_error_is_told_in_the_message_and_many_are_counted()
    {
        string path = _code.Write("A.cs", "class A { int a = x1; }");
        Assert.Contains("'x1'", Assert.Throws<TaskCompilationException>(() => _code.Compile()).Message, StringComparison.Ordinal);

        File.AppendAllText(path, "class B { int a = x2; }");

        Assert.EndsWith("2 errors.", Assert.Throws<TaskCompilationException>(() => _code.Compile()).Message, StringComparison.Ordinal);
    }
}
