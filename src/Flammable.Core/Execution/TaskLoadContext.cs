using System.Reflection;
using System.Runtime.Loader;
using Flammable.Compilation;

namespace Flammable.Execution;

/// <summary>
/// Holds one version of a task's assembly and lets it go again. Everything is loaded from bytes, so that no file is ever
/// locked; Flammable itself is always the one that runs, so that there is only one <see cref="FlamTask"/>.
/// </summary>
internal sealed class TaskLoadContext : AssemblyLoadContext
{
    private static readonly Assembly Core = typeof(FlamTask).Assembly;

    private readonly CompiledTask _task;

    public TaskLoadContext(CompiledTask task)
        : base($"Flammable task {task.AssemblyName}", isCollectible: true) => _task = task;

    public Assembly LoadTask() => LoadFromStream(new MemoryStream(_task.Assembly));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Core.GetName().Name)
        {
            return Core;
        }

        return assemblyName.Name is { } name && _task.Libraries.TryGetValue(name, out string? path)
            ? LoadFromStream(new MemoryStream(File.ReadAllBytes(path)))
            : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string? path = new[] { unmanagedDllName, $"lib{unmanagedDllName}" }
            .Select(name => _task.NativeLibraries.GetValueOrDefault(name))
            .FirstOrDefault(found => found is not null);
        return path is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(path);
    }
}
