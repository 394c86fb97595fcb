namespace Flammable.Tests.Fixtures;

/// <summary>The executable bit, which Windows does not have.</summary>
public static class ExecutableBit
{
    public static void Set(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no executable bits.");
        }
        else
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        }
    }
}
