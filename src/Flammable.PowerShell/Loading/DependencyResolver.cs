using System.Reflection;
using System.Runtime.Loader;

namespace Flammable.Loading;

/// <summary>
/// Answers the requests for the module's private assemblies that nobody else can answer, and no other request, for as
/// long as any runspace has the module imported.
/// </summary>
internal static class DependencyResolver
{
    private const string NativeLibrary = "git2-a2bde63";

    private static readonly Lock Gate = new();

    private static readonly DependencyContext Dependencies =
        new(Path.Combine(Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!, "dependencies"));

    private static int _imports;

    /// <summary>Counts an import of the module.</summary>
    public static void Add()
    {
        lock (Gate)
        {
            if (_imports++ == 0)
            {
                AssemblyLoadContext.Default.Resolving += ResolveAssembly;
                AssemblyLoadContext.Default.ResolvingUnmanagedDll += ResolveNative;
            }
        }
    }

    /// <summary>Counts a removal of the module; the last one takes the resolver out.</summary>
    public static void Remove()
    {
        lock (Gate)
        {
            if (_imports > 0 && --_imports == 0)
            {
                AssemblyLoadContext.Default.Resolving -= ResolveAssembly;
                AssemblyLoadContext.Default.ResolvingUnmanagedDll -= ResolveNative;
            }
        }
    }

    private static Assembly? ResolveAssembly(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == "LibGit2Sharp" ? Dependencies.LoadExact(name) : null;

    // Another module may have loaded the very same LibGit2Sharp first. The hash in the native library's name ties it to
    // that version, so that ours fits where theirs cannot be found.
    private static IntPtr ResolveNative(Assembly assembly, string name) =>
        name == NativeLibrary ? Dependencies.LoadNative(name) : IntPtr.Zero;
}
