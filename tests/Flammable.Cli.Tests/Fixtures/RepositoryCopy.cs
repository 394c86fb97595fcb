using System.Reflection;

namespace Flammable.Cli.Tests.Fixtures;

/// <summary>A copy of what an example needs of Flammable's own repository, so that nothing is built or committed there.</summary>
public sealed class RepositoryCopy : IDisposable
{
    private static readonly string Repository = typeof(RepositoryCopy).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryFolder").Value!;

    private readonly string _root = Directory.CreateTempSubdirectory("flam-copy-").FullName;

    public RepositoryCopy()
    {
        foreach (string file in Directory.EnumerateFiles(Repository).Where(IsSetting))
        {
            File.Copy(file, Path.Combine(_root, Path.GetFileName(file)));
        }

        foreach (string folder in new[] { "src/Flammable.Core", "src/Flammable.Cli", "examples" })
        {
            Copy(Path.Combine(Repository, folder), Path.Combine(_root, folder));
        }

        string machine = Path.Combine(Repository, "artifacts", "machine.props");
        if (File.Exists(machine))
        {
            Directory.CreateDirectory(Path.Combine(_root, "artifacts"));
            File.Copy(machine, Path.Combine(_root, "artifacts", "machine.props"));
        }
    }

    /// <summary>The full path of the copy of an example.</summary>
    public string Example(string name) => Path.Combine(_root, "examples", name);

    /// <summary>Copies an example, as a user would before changing it.</summary>
    public static void CopyExample(string name, string destination) => Copy(Path.Combine(Repository, "examples", name), destination);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static bool IsSetting(string file) =>
        Path.GetFileName(file) is "global.json" or ".editorconfig" || Path.GetFileName(file).StartsWith("Directory.", StringComparison.Ordinal);

    private static void Copy(string source, string destination)
    {
        Directory.CreateDirectory(destination);
        foreach (string file in Directory.EnumerateFiles(source))
        {
            File.WriteAllBytes(Path.Combine(destination, Path.GetFileName(file)), File.ReadAllBytes(file));
        }

        foreach (string folder in Directory.EnumerateDirectories(source).Where(folder => !Path.GetFileName(folder).StartsWith('.')))
        {
            Copy(folder, Path.Combine(destination, Path.GetFileName(folder)));
        }
    }
}
