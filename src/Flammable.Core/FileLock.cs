namespace Flammable;

/// <summary>Waits for a file that another process has open.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes a file for this process alone, made where there is none, as soon as no other process has it.</summary>
    /// <param name="path">The full path of the file; its folder exists.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static FileStream Take(string path, CancellationToken cancellation) =>
        Wait(
            () => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
            Timeout.InfiniteTimeSpan,
            cancellation);

    /// <summary>Opens a file as soon as nobody else's hold on it is in the way.</summary>
    /// <param name="open">Opens the file, or throws an <see cref="IOException"/>.</param>
    /// <param name="patience">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TimeoutException">The file was in use all the while.</exception>
    public static FileStream Wait(Func<FileStream> open, TimeSpan patience, CancellationToken cancellation)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return open();
            }
            catch (IOException error) when (IsInUse(error))
            {
                if (patience != Timeout.InfiniteTimeSpan && System.Diagnostics.Stopwatch.GetElapsedTime(start) > patience)
                {
                    throw new TimeoutException(error.Message, error);
                }

                cancellation.WaitHandle.WaitOne(Step);
            }
        }
    }

    /// <summary>Whether somebody has a file for himself alone, in this process or another.</summary>
    /// <param name="path">The full path of the file; one that is not there is nobody's.</param>
    public static bool IsHeld(string path)
    {
        try
        {
            using FileStream probe = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static bool IsInUse(IOException error) =>
        error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException or DriveNotFoundException)
        && (OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 32 or 33 : error.HResult == 11 || error.HResult == 35);
}
