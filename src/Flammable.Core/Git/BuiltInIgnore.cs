namespace Flammable.Git;

/// <summary>What is never captured, whatever <c>.gitignore</c> says: build output, caches, predictions, Flammable's own folder.</summary>
internal static class BuiltInIgnore
{
    /// <summary>The folders, by name.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        ["bin", "obj", "__pycache__", ".flammable", ".vs", ".ipynb_checkpoints", ".pytest_cache", ".mypy_cache"];

    /// <summary>The same as lines of a <c>.gitignore</c>.</summary>
    public static IReadOnlyList<string> Rules { get; } = [.. Folders.Select(folder => folder + "/"), "*.pyc", "*.predictions.*"];
}
