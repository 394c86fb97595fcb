using Flammable.Errors;

namespace Flammable.Loading;

/// <summary>The program <c>flam</c> that the module carries, for what runs in processes of its own.</summary>
internal static class FlamProgram
{
    /// <summary>The full path of the program.</summary>
    /// <exception cref="ServerException">It is not there.</exception>
    public static string Find()
    {
        string module = Path.GetDirectoryName(typeof(FlamProgram).Assembly.Location)!;
        string program = Path.Combine(module, "flam", OperatingSystem.IsWindows() ? "flam.exe" : "flam");
        if (!File.Exists(program))
        {
            throw new ServerException($"The module's program '{program}' is missing.", ServerProblem.ProgramMissing);
        }

        MakeExecutable(program);
        return program;
    }

    // What unpacks modules does not keep the permission.
    private static void MakeExecutable(string program)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(program) is var mode && !mode.HasFlag(UnixFileMode.UserExecute))
        {
            File.SetUnixFileMode(program, mode | UnixFileMode.UserExecute);
        }
    }
}
