using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Compilation;

public sealed class TaskCompilerTests : IDisposable
{
    private readonly Compiling _code = new();

    public void Dispose() => _code.Dispose();

    [Fact]
    public void Files_of_subfolders_are_compiled_with_the_task()
    {
        _code.Write("Task.cs", "public sealed class MyTask : Flammable.FlamTask { public static int Answer() => Deep.Value; }");
        _code.Write("lib/deeper/Deep.cs", "internal static class Deep { public const int Value = 42; }");

        Assert.Equal(42, Compiling.Call(_code.Compile(), "MyTask", "Answer"));
        Assert.Equal("MyTask", _code.Choose());
    }

    [Theory]
    [InlineData("bin/Old.cs")]
    [InlineData("obj/Old.cs")]
    [InlineData(".hidden/Old.cs")]
    public void Build_output_and_hidden_folders_are_left_out(string path)
    {
        _code.Write("Task.cs", TaskCode.Counting());
        _code.Write(path, "this is no C#");

        Assert.Equal("CountingTask", _code.Choose());
    }

    [Fact]
    public void Folder_of_another_project_is_left_out()
    {
        _code.Write("Task.cs", TaskCode.Counting());
        _code.Write("tests/Tests.csproj", "<Project />");
        _code.Write("tests/Tests.cs", "this is no C#");

        Assert.Equal("CountingTask", _code.Choose());
    }

    [Fact]
    public void Ignored_files_are_not_compiled()
    {
        _code.Write("Task.cs", TaskCode.Counting());
        _code.Write("Scratch.cs", "this is no C#");

        CompiledTask compiled = _code.Compile("", path => path == "Scratch.cs");

        Assert.Single(compiled.Types);
    }

    [Fact]
    public void Implicit_usings_and_nullable_are_those_of_a_file_based_app()
    {
        _code.Write("Task.cs",
            """
            public sealed class MyTask : Flammable.FlamTask
            {
                public static string? Answer() => string.Join(",", new List<int> { 3, 1 }.Order()) + typeof(HttpClient).Name + typeof(File).Name + Task.CompletedTask.Status;
            }
            """);

        Assert.Equal("1,3HttpClientFileRanToCompletion", Compiling.Call(_code.Compile(), "MyTask", "Answer"));
    }

    [Fact]
    public void Property_lines_take_the_implicit_usings_out_and_set_constants()
    {
        _code.Write("Task.cs",
            """
            #!/usr/bin/env dotnet
            #:property ImplicitUsings=disable
            #:property DefineConstants=SPECIAL
            #:property PublishAot=false
            #:property AllowUnsafeBlocks=true
            public sealed class MyTask : Flammable.FlamTask
            {
            #if SPECIAL
                public static unsafe int Answer() { int value = 7; return *&value; }
            #endif
            }
            """);

        Assert.Equal(7, Compiling.Call(_code.Compile("Task.cs"), "MyTask", "Answer"));

        _code.Write("Task.cs", "#:property ImplicitUsings=disable\npublic sealed class MyTask : Flammable.FlamTask { List<int> list = new(); }");

        Assert.Equal("CS0246", Assert.Single(_code.Errors("Task.cs")).Code);
    }

    [Fact]
    public void Directives_may_follow_a_licence_and_other_comments()
    {
        _code.Write("Task.cs",
            """
            /* Copyright of somebody,
               all rights kept. */
            // and more
            #nullable enable
            #:property DefineConstants=SPECIAL
            public sealed class MyTask : Flammable.FlamTask
            {
            #if SPECIAL
                public static int Answer() => 1;
            #endif
            }
            """);

        Assert.Equal(1, Compiling.Call(_code.Compile(), "MyTask", "Answer"));
    }

    [Theory]
    [InlineData("#:package Flammable@9.9.9")]
    [InlineData("#:package Flammable.Cli")]
    [InlineData("#:project ../../nowhere/src/Flammable.Core/Flammable.Core.csproj")]
    [InlineData("#:project ..\\nowhere\\Flammable.Cli\\Flammable.Cli.csproj")]
    public void Directive_that_names_Flammable_means_the_one_that_runs(string directive)
    {
        _code.Write("Task.cs", $"{directive}\r\n{TaskCode.Counting()}");

        Assert.Equal("CountingTask", _code.Choose());
    }

    [Fact]
    public void Top_level_statements_make_a_program_with_a_task()
    {
        _code.Write("Task.cs", "return Flammable.FlamTask.Main(args);\npublic sealed class MyTask : Flammable.FlamTask;");

        Assert.Equal("MyTask", _code.Choose());
        Assert.Equal("MyTask", _code.Choose("Task.cs"));
    }

    [Fact]
    public void Of_two_programs_in_one_folder_the_named_one_is_compiled()
    {
        _code.Write("One.cs", "#:package No.Such.Package.Of.Flammable@1.0.0\nConsole.WriteLine();\npublic sealed class OneTask : Flammable.FlamTask;");
        _code.Write("Two.cs", "Console.WriteLine(Shared.Value);\npublic sealed class TwoTask : Flammable.FlamTask;");
        _code.Write("Shared.cs", "internal static class Shared { public const int Value = 2; }");

        Assert.Equal("TwoTask", _code.Choose("Two.cs"));
    }

    [Fact]
    public void Two_programs_in_one_folder_do_not_compile_as_one()
    {
        _code.Write("One.cs", "Console.WriteLine();");
        _code.Write("Two.cs", "Console.WriteLine();");

        Assert.Contains("CS8802", _code.Errors().Select(error => error.Code));
    }

    [Fact]
    public void Code_with_a_byte_order_mark_and_other_line_ends_compiles()
    {
        string path = _code.Write("Task.cs", "");
        File.WriteAllText(path, "#:property X=Y\r\npublic class MyTask : Flammable.FlamTask { public static string Answer() => \"größer\"; }\r\n", System.Text.Encoding.Unicode);

        Assert.Equal("größer", Compiling.Call(_code.Compile(), "MyTask", "Answer"));
    }

    [Fact]
    public void Folder_without_code_has_no_task()
    {
        Directory.CreateDirectory(_code.Folder);

        TaskNotFoundException error = Assert.Throws<TaskNotFoundException>(() => _code.Compile());

        Assert.Equal(_code.Folder, error.Path);
    }
}
