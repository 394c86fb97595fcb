using System.Runtime.Loader;
using Flammable.Compilation;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Compilation;

public sealed class CompilationCacheTests : IDisposable
{
    private readonly Compiling _code = new();

    public CompilationCacheTests() => _code.Write("Task.cs", TaskCode.Counting());

    public void Dispose() => _code.Dispose();

    [Fact]
    public void Same_bytes_are_taken_from_the_cache()
    {
        CompiledTask first = _code.Compile();
        DateTime written = File.GetLastWriteTimeUtc(EntryFile("task.dll"));

        CompiledTask second = _code.Compile();

        Assert.Equal(first.Assembly, second.Assembly);
        Assert.Equal(first.Types, second.Types);
        Assert.Equal(written, File.GetLastWriteTimeUtc(EntryFile("task.dll")));
    }

    [Fact]
    public void Tasks_that_were_not_used_for_long_make_room_for_new_ones()
    {
        _code.Compile();
        string first = Assert.Single(Directory.GetDirectories(Path.Combine(_code.Cache, "compiled")));
        for (int i = 1; i <= CompilationCache.Limit; i++)
        {
            string other = Directory.CreateDirectory(Path.Combine(_code.Cache, "compiled", $"{i}")).FullName;
            Directory.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddDays(-i));
        }

        Directory.SetLastWriteTimeUtc(first, DateTime.UtcNow.AddYears(-1));
        _code.Compile();
        _code.Write("Task.cs", TaskCode.Counting(2));
        _code.Compile();

        Assert.Equal(CompilationCache.Limit, Directory.GetDirectories(Path.Combine(_code.Cache, "compiled")).Length);
        Assert.True(Directory.Exists(first));
    }

    [Fact]
    public void Task_from_the_cache_does_not_load_the_compiler()
    {
        _code.Compile();

        ChildProcess.Run<CompilationCacheTests>(nameof(Child_compiles_from_the_cache), $"{_code.Folder}|{_code.Cache}");
    }

    [Fact(Explicit = true)]
    public void Child_compiles_from_the_cache()
    {
        string[] given = ChildProcess.Given.Split('|');

        CompiledTask compiled = new TaskCompiler(given[1]).Compile(
            SourceReader.FromDisk(TaskLocation.Resolve(given[0]), _ => false), TestContext.Current.CancellationToken);

        Assert.Single(compiled.Types);
        Assert.DoesNotContain(
            AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("task.dll", "")]
    [InlineData("task.dll", "no assembly")]
    [InlineData("task.json", "")]
    [InlineData("task.json", "{}")]
    [InlineData("task.json", "null")]
    [InlineData("task.json", "[1]")]
    public void Damaged_entry_is_made_again(string file, string content)
    {
        byte[] assembly = _code.Compile().Assembly;
        File.WriteAllText(EntryFile(file), content);

        CompiledTask again = _code.Compile();

        Assert.Equal(assembly, again.Assembly);
        Assert.Equal(assembly, File.ReadAllBytes(EntryFile("task.dll")));
        Assert.Single(again.Types);
    }

    [Fact]
    public void Entry_whose_assembly_is_cut_is_made_again()
    {
        byte[] assembly = _code.Compile().Assembly;
        File.WriteAllBytes(EntryFile("task.dll"), assembly[..(assembly.Length / 2)]);

        Assert.Equal(assembly, _code.Compile().Assembly);
    }

    [Fact]
    public void Cache_that_cannot_be_written_is_no_obstacle()
    {
        Directory.CreateDirectory(_code.Cache);
        File.WriteAllText(Path.Combine(_code.Cache, "compiled"), "a file in the way");

        Assert.Single(_code.Compile().Types);
    }

    [Fact]
    public void Compiling_at_once_gives_everybody_the_task()
    {
        Parallel.For(0, 4, _ => Assert.Single(_code.Compile().Types));

        Assert.Single(Directory.GetDirectories(Path.Combine(_code.Cache, "compiled")));
    }

    [Fact]
    public void Edited_task_takes_effect_at_once_and_its_old_version_again()
    {
        using var experiment = new Experimenting();

        double[] numbers =
        [
            .. new[] { 1, 2, 1, 3 }.Select(number =>
            {
                experiment.Write("Task.cs", TaskCode.Counting(number));
                Snapshot snapshot = experiment.Train(TrainMode.Force)!;
                return snapshot.Train["number"].Last;
            }),
        ];

        Assert.Equal([1, 2, 1, 3], numbers);
    }

    [Fact]
    public void Edited_helper_file_takes_effect_at_once()
    {
        _code.Write("Task.cs", "public sealed class MyTask : Flammable.FlamTask { public static int Answer() => Helper.Value; }");
        _code.Write("Helper.cs", "internal static class Helper { public const int Value = 1; }");
        Assert.Equal(1, Compiling.Call(_code.Compile(), "MyTask", "Answer"));

        _code.Write("Helper.cs", "internal static class Helper { public const int Value = 2; }");

        Assert.Equal(2, Compiling.Call(_code.Compile(), "MyTask", "Answer"));
    }

    [Fact]
    public void Code_file_is_not_locked_by_a_compiled_task()
    {
        CompiledTask compiled = _code.Compile();
        var context = new Flammable.Execution.TaskLoadContext(compiled);
        Assert.Equal("", context.LoadTask().Location);

        File.Delete(Path.Combine(_code.Folder, "Task.cs"));
        Directory.Delete(_code.Cache, recursive: true);
        context.Unload();
    }

    private string EntryFile(string name) =>
        Path.Combine(Assert.Single(Directory.GetDirectories(Path.Combine(_code.Cache, "compiled"))), name);
}
