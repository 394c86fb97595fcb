using Flammable.Compilation;
using Flammable.Errors;

namespace Flammable.Tests.Fixtures;

/// <summary>A folder of code and a cache for what is compiled of it, both temporary.</summary>
internal sealed class Compiling : IDisposable
{
    private readonly TemporaryFolder _root = new();

    /// <summary>The full path of the folder of code.</summary>
    public string Folder => _root.At("code");

    /// <summary>The full path of the cache's folder.</summary>
    public string Cache => _root.At("cache");

    /// <summary>Writes a file of code; its name may begin with <c>../</c>.</summary>
    public string Write(string name, string content) => _root.Write(Path.Combine("code", name), content);

    /// <summary>Compiles the folder, or a file of it.</summary>
    public CompiledTask Compile(string entry = "") => Compile(entry, _ => false);

    /// <summary>Compiles without the files that git would ignore.</summary>
    public CompiledTask Compile(string entry, Func<string, bool> isIgnored) =>
        new TaskCompiler(Cache).Compile(SourceReader.FromDisk(Location(entry), isIgnored), TestContext.Current.CancellationToken);

    /// <summary>The full name of the task that is chosen among those of the folder, or of a file of it.</summary>
    public string Choose(string entry = "", string? taskName = null) =>
        TaskChoice.Choose(Compile(entry).Types, Location(entry), taskName).FullName;

    /// <summary>What the compiler says of code that is wrong.</summary>
    public IReadOnlyList<CompilationError> Errors(string entry = "") =>
        Assert.Throws<TaskCompilationException>(() => Compile(entry)).Errors;

    /// <summary>Calls a static method of the compiled code, loaded in a context of its own.</summary>
    public static object? Call(CompiledTask compiled, string type, string method)
    {
        var context = new Flammable.Execution.TaskLoadContext(compiled);
        try
        {
            return context.LoadTask().GetType(type, throwOnError: true)!.GetMethod(method)!.Invoke(null, null);
        }
        finally
        {
            context.Unload();
        }
    }

    public void Dispose() => _root.Dispose();

    private TaskLocation Location(string entry) => TaskLocation.Resolve(Path.Combine(Folder, entry));
}
