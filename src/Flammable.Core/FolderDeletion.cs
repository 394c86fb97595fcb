namespace Flammable;

/// <summary>Deletes files and folders that may be marked as read-only, as git marks its objects.</summary>
internal static class FolderDeletion
{
    /// <summary>Deletes a file, or a folder with all that is in it. What is not there is no error, and no symbolic link is followed.</summary>
    /// <exception cref="IOException">Something is in use or cannot be deleted.</exception>
    public static void Delete(string path)
    {
        if (!Directory.Exists(path) || new DirectoryInfo(path).LinkTarget is not null)
        {
            DeleteFile(path);
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    private static void DeleteFile(string path)
    {
        if (OperatingSystem.IsWindows() && File.Exists(path))
        {
            File.SetAttributes(path, FileAttributes.Normal);
        }

        File.Delete(path);
    }
}
