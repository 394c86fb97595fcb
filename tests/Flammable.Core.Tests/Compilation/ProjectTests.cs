using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Compilation;

/// <summary>Tasks that need MSBuild: a project, or a file-based app with <c>#:project</c> lines.</summary>
public sealed class ProjectTests : IDisposable
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Flammable" Version="99.0.0" />
            <PackageReference Include="MathNet.Numerics" Version="5.0.0" />
            <ProjectReference Include="../../somewhere/src/Flammable.Core/Flammable.Core.csproj" />
          </ItemGroup>
        </Project>
        """;

    private const string Task =
        """
        namespace Lab;
        public sealed class MathTask : Flammable.FlamTask
        {
            public static double Answer() => MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseIdentity(3).Trace();
            public override void Train() => Snapshot.Train.Append("trace", Answer());
            public override void Test() => Snapshot.Test.Store("trace", Answer());
        }
        """;

    private readonly Compiling _code = new();

    public void Dispose() => _code.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Lab.csproj")]
    public void Project_with_packages_is_built_and_its_Flammable_is_the_one_that_runs(string entry)
    {
        _code.Write("Lab.csproj", Project);
        _code.Write("src/MathTask.cs", Task);

        CompiledTask compiled = _code.Compile(entry);

        Assert.Equal("Lab.MathTask", _code.Choose(entry));
        Assert.Equal(3.0, Compiling.Call(compiled, "Lab.MathTask", "Answer"));
        Assert.DoesNotContain("Flammable.Core", compiled.Libraries.Keys);
    }

    [Fact]
    public void Errors_of_a_project_are_those_of_the_users_file_and_line()
    {
        _code.Write("Lab.csproj", Project);
        string file = _code.Write("src/MathTask.cs", "namespace Lab;\npublic sealed class MathTask : Flammable.FlamTask\n{\n    int value = missing;\n}\n");

        CompilationError error = Assert.Single(_code.Errors());

        Assert.Equal(("CS0103", file, 4, 17, "    int value = missing;"), (error.Code, error.File, error.Line, error.Column, error.SourceText));
    }

    [Fact]
    public void Project_that_is_no_project_is_a_compilation_error()
    {
        _code.Write("Lab.csproj", "<Project");
        _code.Write("Task.cs", Task);

        Assert.StartsWith("MSB", _code.Errors()[0].Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Lab.csproj")]
    public void Project_is_trained_and_tested_with_its_own_code(string entry)
    {
        using var experiment = new Experimenting(task: Task);
        experiment.Write("Lab.csproj", Project);
        string path = Path.Combine(experiment.Folder, entry);

        Snapshot trained = experiment.Library.Train(new TrainRequest(path), null, TestContext.Current.CancellationToken)!;
        experiment.Write("Task.cs", "broken");
        Snapshot tested = experiment.Library.Test(
            new TestRequest { Path = path, Ignore = true }, null, TestContext.Current.CancellationToken);

        Assert.Equal("Lab.csproj", trained.TaskPath);
        Assert.Equal(3, tested.Test["trace"].Last);
    }

    [Fact]
    public void Project_line_refers_to_a_project_beside_the_folder()
    {
        WriteOther(1);
        _code.Write("Task.cs", "#:project ../Other/Other.csproj\npublic sealed class MyTask : Flammable.FlamTask { public static int Answer() => Other.Value.Get(); }");

        Assert.Equal(1, Compiling.Call(_code.Compile("Task.cs"), "MyTask", "Answer"));
        Assert.Equal("MyTask", _code.Choose("Task.cs"));

        WriteOther(2);

        Assert.Equal(2, Compiling.Call(_code.Compile("Task.cs"), "MyTask", "Answer"));
    }

    [Fact]
    public void Project_line_that_leads_nowhere_is_a_compilation_error()
    {
        _code.Write("Task.cs", "#:project ../Other/Other.csproj\npublic sealed class MyTask : Flammable.FlamTask;");

        Assert.Contains(_code.Errors("Task.cs"), error => error.Message.Contains("Other.csproj", StringComparison.Ordinal));
    }

    private void WriteOther(int value)
    {
        _code.Write("../Other/Other.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        _code.Write("../Other/Value.cs", $"namespace Other; public static class Value {{ public static int Get() => {value}; }}");
    }
}
