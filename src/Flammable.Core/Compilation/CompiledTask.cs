namespace Flammable.Compilation;

/// <summary>A compiled task, ready to be loaded from bytes.</summary>
/// <param name="AssemblyName">The assembly's simple name.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="Types">The classes in it that derive <see cref="FlamTask"/>.</param>
/// <param name="Libraries">The full paths of the assemblies it needs beside the framework, by simple name.</param>
/// <param name="NativeLibraries">The full paths of the native libraries it needs, by file name without ending.</param>
/// <param name="Packages">The versions of the packages it was compiled with, by name.</param>
internal sealed record CompiledTask(
    string AssemblyName,
    byte[] Assembly,
    IReadOnlyList<TaskType> Types,
    IReadOnlyDictionary<string, string> Libraries,
    IReadOnlyDictionary<string, string> NativeLibraries,
    IReadOnlyDictionary<string, string> Packages);
