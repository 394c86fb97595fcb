using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Flammable.Compilation;

/// <summary>What every task is compiled against: the framework that runs, and Flammable.</summary>
internal static class FrameworkReferences
{
    private static readonly string[] Names = ["System.", "Microsoft.CSharp.", "Microsoft.VisualBasic.", "Microsoft.Win32.", "mscorlib.", "netstandard.", "WindowsBase."];

    public static ImmutableArray<MetadataReference> Load()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. Directory.EnumerateFiles(folder, "*.dll")
                .Where(path => Names.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)))
                .Where(IsManaged)
                .Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(FlamTask).Assembly.Location),
        ];
    }

    // PowerShell's folder holds assemblies of its own beside the framework's; native ones are named System.* too.
    private static bool IsManaged(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return !name.StartsWith("System.Management.Automation", StringComparison.Ordinal)
            && !name.EndsWith(".Native", StringComparison.Ordinal);
    }
}
