using System.Diagnostics;

namespace Flammable.Tests.Fixtures;

/// <summary>A file system of a few kilobytes, which only root can mount; a test without it is skipped.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly bool _isMounted;

    /// <summary>Mounts the disk on a folder that is made for it.</summary>
    public SmallDisk(string folder, int kilobytes)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        _isMounted = OperatingSystem.IsLinux() && Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder);
        Assert.SkipUnless(_isMounted, "A small disk cannot be mounted here.");
    }

    /// <summary>The full path of the folder that the disk is mounted on.</summary>
    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Leaves no space.</summary>
    public void Fill()
    {
        try
        {
            using FileStream file = new(Ballast, FileMode.Append);
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Takes away what filled it.</summary>
    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", "--lazy", Folder);
        }
    }

    private static bool Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
