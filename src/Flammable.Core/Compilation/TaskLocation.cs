using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Where a task's code is.</summary>
/// <param name="Folder">The full path of the experiment's folder.</param>
/// <param name="EntryFile">The task's <c>.cs</c> or <c>.csproj</c> file in that folder; empty where the folder itself was named.</param>
internal sealed record TaskLocation(string Folder, string EntryFile)
{
    /// <summary>The path as a user would name it.</summary>
    public string Path => System.IO.Path.Combine(Folder, EntryFile);

    /// <summary>Finds the task's folder.</summary>
    /// <param name="path">The full path of a file or folder.</param>
    /// <exception cref="TaskNotFoundException">The path does not exist or is no task's.</exception>
    public static TaskLocation Resolve(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return new TaskLocation(System.IO.Path.TrimEndingDirectorySeparator(full), "");
        }

        if (!File.Exists(full))
        {
            throw new TaskNotFoundException($"The path '{full}' does not exist.", full);
        }

        return System.IO.Path.GetExtension(full).ToLowerInvariant() is ".cs" or ".csproj"
            ? new TaskLocation(System.IO.Path.GetDirectoryName(full)!, System.IO.Path.GetFileName(full))
            : throw new TaskNotFoundException($"The file '{full}' is neither a C# file nor a C# project.", full);
    }
}
