namespace Flammable.Compilation;

/// <summary>The files of a task's packages.</summary>
/// <param name="References">The full paths of the assemblies to compile against.</param>
/// <param name="Libraries">The full paths of the assemblies to run with, by simple name.</param>
/// <param name="NativeLibraries">The full paths of the native libraries, by file name without ending.</param>
/// <param name="Versions">The packages' versions, by name.</param>
internal sealed record ResolvedPackages(
    IReadOnlyList<string> References,
    IReadOnlyDictionary<string, string> Libraries,
    IReadOnlyDictionary<string, string> NativeLibraries,
    IReadOnlyDictionary<string, string> Versions)
{
    public static ResolvedPackages None { get; } =
        new([], new Dictionary<string, string>(), new Dictionary<string, string>(), PackageVersions.None);

    /// <summary>Whether every file is still where it was; not so for an answer that was read from a damaged file.</summary>
    public bool IsPresent =>
        (References, Libraries, NativeLibraries, Versions) is (not null, not null, not null, not null)
        && References.Concat(Libraries.Values).Concat(NativeLibraries.Values).All(File.Exists);
}
