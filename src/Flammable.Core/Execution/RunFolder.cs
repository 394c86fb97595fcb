using Flammable.Processes;

namespace Flammable.Execution;

/// <summary>A folder for the files of one run, and the folder that its code is in. What was made for the run is gone after it.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly FileStream? _inUse;

    private RunFolder(string path, string code, FileStream? inUse)
    {
        Path = path;
        Code = code;
        _inUse = inUse;
    }

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The full path of the folder with the code.</summary>
    public string Code { get; }

    /// <summary>A folder for a run whose code stays where it is.</summary>
    /// <param name="code">The full path of the code's folder.</param>
    public static RunFolder Around(string code) => new(Directory.CreateTempSubdirectory("flam-run-").FullName, code, null);

    /// <summary>A folder with a copy of the code in it.</summary>
    /// <param name="parent">The full path of the folder for such folders; those that a killed process has left there are deleted, after the programs that still run in them are ended.</param>
    /// <param name="writeCode">Writes the code to a folder that exists.</param>
    public static RunFolder WithCode(string parent, Action<string> writeCode)
    {
        RunFolder folder = Make(parent);
        try
        {
            Directory.CreateDirectory(folder.Code);
            writeCode(folder.Code);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the folders that killed processes have left, after the programs that still run in them are ended.</summary>
    /// <param name="parent">The full path of the folder for such folders; it need not exist.</param>
    public static void EndAbandoned(string parent)
    {
        if (Directory.Exists(parent))
        {
            DeleteAbandoned(parent);
        }
    }

    public void Dispose()
    {
        Delete(Path);
        _inUse?.Dispose();
    }

    private static RunFolder Make(string parent)
    {
        try
        {
            Directory.CreateDirectory(parent);
            DeleteAbandoned(parent);
            string path = System.IO.Path.Combine(parent, System.IO.Path.GetRandomFileName());
            return new RunFolder(
                path,
                CodeIn(path),
                new FileStream(LockOf(path), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A library that cannot be written is still good for evaluations.
            string path = Directory.CreateTempSubdirectory("flam-run-").FullName;
            return new RunFolder(path, CodeIn(path), null);
        }
    }

    private static string CodeIn(string path) => System.IO.Path.Combine(path, "code");

    private static void DeleteAbandoned(string parent)
    {
        foreach (string path in Directory.EnumerateDirectories(parent))
        {
            try
            {
                using var free = new FileStream(LockOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
                // A program that outlived its run would go on writing to a snapshot that somebody resumes.
                new RunProcesses(RunExchange.RunFileIn(path)).Kill();
                Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its run lives.
            }
        }
    }

    private static string LockOf(string path) => path + ".lock";

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A process that the run has left behind may still write there, or there is nothing to delete.
        }
    }
}
