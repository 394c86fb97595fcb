namespace Flammable.Tests.Fixtures;

/// <summary>Takes the right to write from a folder for a while. The superuser has it all the same, so that the test is skipped for him.</summary>
public static class Unwritable
{
    public static void Do(string folder, Action action)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("needs POSIX file modes");
        }

        UnixFileMode mode = File.GetUnixFileMode(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.SkipWhen(CanWrite(folder), "the superuser may write everywhere");
            action();
        }
        finally
        {
            File.SetUnixFileMode(folder, mode);
        }
    }

    private static bool CanWrite(string folder)
    {
        string probe = Path.Combine(folder, ".probe");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
