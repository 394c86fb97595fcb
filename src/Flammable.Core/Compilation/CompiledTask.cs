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
    IReadOnlyDictionary<string, string> Packages)
{
    /// <summary>What a task in another language is made of, in place of the assembly; <see langword="null"/> for a task in C#.</summary>
    public TaskManifest? Manifest { get; init; }

    /// <summary>A task in another language: there is nothing to compile.</summary>
    public static CompiledTask Of(TaskManifest manifest)
    {
        var none = new Dictionary<string, string>();
        var type = new TaskType(manifest.Name, TaskManifest.FileName, IsAbstract: false, HasConstructor: true);
        return new CompiledTask(manifest.Name, [], [type], none, none, none) { Manifest = manifest };
    }
}
