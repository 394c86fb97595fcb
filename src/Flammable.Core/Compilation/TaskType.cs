namespace Flammable.Compilation;

/// <summary>A class that derives <see cref="FlamTask"/>, or a task in another language.</summary>
/// <param name="FullName">The full name, as reflection writes it; of a task in another language, the manifest's.</param>
/// <param name="File">The file that declares it, relative to the experiment's folder; empty where it is not known.</param>
/// <param name="IsAbstract">Whether it is abstract.</param>
/// <param name="HasConstructor">Whether it has a public constructor without parameters.</param>
internal sealed record TaskType(string FullName, string File, bool IsAbstract, bool HasConstructor)
{
    public string Name => CodeFile.IsManifest(File) ? FullName : FullName[(FullName.LastIndexOfAny(['.', '+']) + 1)..];
}
