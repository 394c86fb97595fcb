using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Where a task's code is.</summary>
/// <param name="Folder">The full path of the experiment's folder.</param>
/// <param name="EntryFile">The task's <c>.cs</c>, <c>.csproj</c> or <c>flammable.json</c> file in that folder; empty where the folder itself was named.</param>
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

        string file = System.IO.Path.GetFileName(full);
        return CodeFile.IsSource(file) || CodeFile.IsProject(file) || CodeFile.IsManifest(file)
            ? new TaskLocation(System.IO.Path.GetDirectoryName(full)!, file)
            : throw new TaskNotFoundException($"The file '{full}' is neither a C# file, nor a C# project, nor a '{TaskManifest.FileName}'.", full);
    }
}
