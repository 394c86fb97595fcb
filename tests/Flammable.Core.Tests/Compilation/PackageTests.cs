using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Compilation;

/// <summary>Tasks with <c>#:package</c> lines, which the .NET SDK resolves.</summary>
public sealed class PackageTests : IDisposable
{
    private const string MathTask =
        """
        #:package MathNet.Numerics@5.0.0
        using MathNet.Numerics.LinearAlgebra;
        public sealed class MathTask : Flammable.FlamTask
        {
            public static double Answer() => Matrix<double>.Build.DenseIdentity(3).Trace();
            public override void Train() => Snapshot.Train.Append("trace", Answer());
            public override void Test() => Snapshot.Test.Store("trace", Answer());
        }
        """;

    private readonly Compiling _code = new();

    public void Dispose() => _code.Dispose();

    [Fact]
    public void Package_is_compiled_against_and_loaded()
    {
        _code.Write("Task.cs", MathTask);

        CompiledTask compiled = _code.Compile();

        Assert.Contains("MathNet.Numerics", compiled.Libraries.Keys);
        Assert.Equal(3.0, Compiling.Call(compiled, "MathTask", "Answer"));
    }

    [Fact]
    public void Packages_are_resolved_once_for_all_versions_of_the_code()
    {
        _code.Write("Task.cs", MathTask);
        _code.Compile();
        string answer = Assert.Single(Directory.GetFiles(_code.Cache, "packages.json", SearchOption.AllDirectories));
        DateTime written = File.GetLastWriteTimeUtc(answer);

        _code.Write("Task.cs", MathTask.Replace("DenseIdentity(3)", "DenseIdentity(4)", StringComparison.Ordinal));

        Assert.Equal(4.0, Compiling.Call(_code.Compile(), "MathTask", "Answer"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"References":null,"Libraries":null,"NativeLibraries":null}""")]
    [InlineData("""{"References":[],"Libraries":{},"NativeLibraries":{}}""")]
    public void Damaged_answer_is_asked_for_again(string content)
    {
        _code.Write("Task.cs", MathTask);
        _code.Compile();
        File.WriteAllText(Assert.Single(Directory.GetFiles(_code.Cache, "packages.json", SearchOption.AllDirectories)), content);
        Directory.Delete(Path.Combine(_code.Cache, "compiled"), recursive: true);

        Assert.Equal(3.0, Compiling.Call(_code.Compile(), "MathTask", "Answer"));
    }

    [Fact]
    public void Package_that_cannot_be_had_is_a_compilation_error_that_names_it()
    {
        _code.Write("Task.cs", "#:package No.Such.Package.Of.Flammable@1.0.0\npublic class MyTask : Flammable.FlamTask;");

        CompilationError error = _code.Errors()[0];

        Assert.StartsWith("NU", error.Code, StringComparison.Ordinal);
        Assert.Contains("No.Such.Package.Of.Flammable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Task_with_a_package_is_trained_and_tested()
    {
        using var experiment = new Experimenting(task: MathTask);

        Snapshot trained = experiment.Train()!;
        Snapshot tested = experiment.Test();

        Assert.Equal(3, trained.Train["trace"].Last);
        Assert.Equal(3, tested.Test["trace"].Last);
        Assert.Equal([KeyValuePair.Create("MathNet.Numerics", "5.0.0")], trained.Environment!.Packages);
    }

    [Fact]
    public void Versions_are_known_from_the_cache_too()
    {
        _code.Write("Task.cs", MathTask);
        IReadOnlyDictionary<string, string> built = _code.Compile().Packages;

        Assert.Equal("5.0.0", Assert.Single(built).Value);
        Assert.Equal(built, _code.Compile().Packages);
    }

    [Fact]
    public void Versions_of_a_project_are_those_that_were_restored()
    {
        _code.Write("Task.cs", "public class MyTask : Flammable.FlamTask;");
        _code.Write("Task.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="MathNet.Numerics" Version="5.*" /></ItemGroup>
            </Project>
            """);

        Assert.Equal([KeyValuePair.Create("MathNet.Numerics", "5.0.0")], _code.Compile().Packages);
    }
}
