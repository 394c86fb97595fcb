using System.Diagnostics;

namespace Flammable.Tests.Fixtures;

/// <summary>A second view of a folder, in which nothing can be written, not even by root; a test without it is skipped.</summary>
public sealed class ReadOnlyFolder : IDisposable
{
    private readonly bool _isMounted;
    private readonly string _folder;

    /// <summary>Mounts the view.</summary>
    /// <param name="source">The full path of the folder to see.</param>
    /// <param name="folder">The full path of the view, which is made.</param>
    public ReadOnlyFolder(string source, string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        _isMounted = OperatingSystem.IsLinux() && Environment.UserName == "root"
            && Run("mount", "--bind", "-o", "ro", source, folder);
    }

    /// <summary>The full path of the view.</summary>
    public string Folder
    {
        get
        {
            Assert.SkipUnless(_isMounted, "A folder cannot be mounted here.");
            return _folder;
        }
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", "--lazy", _folder);
        }
    }

    private static bool Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
