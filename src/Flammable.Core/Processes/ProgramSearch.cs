namespace Flammable.Processes;

/// <summary>Finds the program of a command: on the PATH, or where it is named with a folder in the task's own folder.</summary>
internal static class ProgramSearch
{
    /// <summary>The full path of a program; <see langword="null"/> where it is not there.</summary>
    /// <param name="name">A name, or a path.</param>
    /// <param name="folder">The full path of the folder that the program runs in.</param>
    /// <param name="path">The folders to look for a name in, as the PATH has them.</param>
    public static string? Find(string name, string folder, string? path)
    {
        IEnumerable<string> folders = IsPath(name)
            ? [folder]
            : (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified);
        return folders
            .SelectMany(one => Endings(name).Select(ending => Path.GetFullPath(name + ending, one)))
            .FirstOrDefault(file => File.Exists(file) && (IsPath(name) || IsExecutable(file)));
    }

    /// <summary>Whether a program is named with a folder, as in <c>./train.sh</c>.</summary>
    public static bool IsPath(string name) =>
        name.Contains(Path.DirectorySeparatorChar) || name.Contains(Path.AltDirectorySeparatorChar);

    private static IEnumerable<string> Endings(string name) =>
        !OperatingSystem.IsWindows() || Path.HasExtension(name) ? [""] : [".exe", ".cmd", ".bat", ""];

    private static bool IsExecutable(string file) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
