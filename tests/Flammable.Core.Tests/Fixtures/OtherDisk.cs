namespace Flammable.Tests.Fixtures;

/// <summary>A folder on another disk than the temporary folders; a test without one is skipped.</summary>
public sealed class OtherDisk : IDisposable
{
    private const string Memory = "/dev/shm";

    public OtherDisk()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Directory.Exists(Memory), "There is no other disk.");
        Folder = Directory.CreateDirectory(Path.Combine(Memory, $"flam-test-{Path.GetRandomFileName()}")).FullName;
    }

    /// <summary>The full path of the folder.</summary>
    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
