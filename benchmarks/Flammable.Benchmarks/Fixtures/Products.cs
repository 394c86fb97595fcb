using System.Reflection;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>What the build made beside the benchmarks.</summary>
internal static class Products
{
    private static readonly string _root = typeof(Products).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>The full path of <c>flam</c>.</summary>
    public static string Flam { get; } = Path.Combine(_root, "output", "flam", OperatingSystem.IsWindows() ? "flam.exe" : "flam");

    /// <summary>The full path of the module's folder.</summary>
    public static string Module { get; } = Path.Combine(_root, "output", "Flammable");

    /// <summary>The full path of an example's folder.</summary>
    public static string Example(string name) => Path.Combine(_root, "examples", name);

    /// <summary>The full path of a folder for reports.</summary>
    public static string Reports { get; } = Path.Combine(_root, "artifacts", "benchmarks");
}
