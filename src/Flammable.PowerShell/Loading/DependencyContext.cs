using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Flammable.Loading;

/// <summary>Loads the module's private assemblies and their native libraries from its <c>dependencies</c> folder.</summary>
internal sealed class DependencyContext(string folder) : AssemblyLoadContext("Flammable")
{
    /// <summary>Loads an assembly if the folder has it in exactly the version that is asked for.</summary>
    public Assembly? LoadExact(AssemblyName name)
    {
        string path = Path.Combine(folder, $"{name.Name}.dll");
        return File.Exists(path) && AssemblyName.GetAssemblyName(path).FullName == name.FullName
            ? LoadFromAssemblyPath(path)
            : null;
    }

    /// <summary>Loads a native library of the folder; zero where the folder has none of that name.</summary>
    public IntPtr LoadNative(string name) =>
        NativePaths(name).FirstOrDefault(File.Exists) is string path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => null;

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) => LoadNative(unmanagedDllName);

    private IEnumerable<string> NativePaths(string name)
    {
        string native = Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        foreach (string place in (string[])[folder, native])
        {
            yield return Path.Combine(place, $"{name}.dll");
            yield return Path.Combine(place, $"lib{name}.so");
            yield return Path.Combine(place, $"lib{name}.dylib");
        }
    }
}
