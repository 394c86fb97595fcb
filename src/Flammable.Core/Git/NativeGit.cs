using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Makes git's native library ready, once in a process, before anything else of LibGit2Sharp is touched.</summary>
internal static class NativeGit
{
    private static readonly Lazy<RepositoryException?> Trouble = new(Prepare);

    /// <exception cref="RepositoryException">The native library is missing, or of a version that does not fit.</exception>
    public static void EnsureReady()
    {
        if (Trouble.Value is { } trouble)
        {
            throw trouble;
        }
    }

    private static RepositoryException? Prepare()
    {
        try
        {
            return Configure();
        }
        catch (Exception error) when (Root(error) is DllNotFoundException or BadImageFormatException or FileNotFoundException)
        {
            return new RepositoryException(
                $"The native git library cannot be loaded: {Root(error).Message}", "", RepositoryProblem.NativeLibrary, error);
        }
    }

    private static Exception Root(Exception error) => error.GetBaseException();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RepositoryException? Configure()
    {
        (int major, int minor, int revision) = Version();
        if ((major, minor) is not ((1, 7) or (1, 5)))
        {
            return new RepositoryException(
                $"The native git library is libgit2 {major}.{minor}.{revision}, which LibGit2Sharp cannot use.",
                "",
                RepositoryProblem.NativeLibrary);
        }

        // libgit2 1.5 fails to open any configuration where the system-wide folder it expects does not exist.
        string emptyConfiguration = Path.Combine(Path.GetDirectoryName(typeof(Repository).Assembly.Location) ?? "", "system-git");
        if (minor == 5 && Directory.Exists(emptyConfiguration))
        {
            GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.ProgramData, emptyConfiguration);
        }

        // A capture names objects that it has just read or written: libgit2 would look each one up again on the disk.
        GlobalSettings.SetEnableStrictObjectCreation(false);
        return null;
    }

    // LibGit2Sharp tells the version it was built for, not the one that was loaded.
    private static (int Major, int Minor, int Revision) Version()
    {
        Assembly assembly = typeof(Repository).Assembly;
        _ = GlobalSettings.Version;
        string name = (string)assembly.GetType("LibGit2Sharp.Core.NativeMethods", throwOnError: true)!
            .GetField("libgit2", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
            .GetRawConstantValue()!;
        IntPtr library = NativeLibrary.Load(name, assembly, searchPath: null);
        var version = Marshal.GetDelegateForFunctionPointer<GitVersion>(NativeLibrary.GetExport(library, "git_libgit2_version"));
        version(out int major, out int minor, out int revision);
        return (major, minor, revision);
    }

    // https://libgit2.org/docs/reference/main/common/git_libgit2_version.html
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int GitVersion(out int major, out int minor, out int revision);
}
