using Flammable.Snapshots;

namespace Flammable.Cli.Serving;

/// <summary>The logs that former servers have left in a snapshot's folder.</summary>
internal static class OldServerLogs
{
    private const int KeptServers = 20;

    /// <summary>Deletes the logs of all servers but the last twenty that wrote there. A log that a server still writes stays.</summary>
    /// <param name="folder">The full path of the snapshot's folder.</param>
    public static void Delete(string folder)
    {
        IEnumerable<IGrouping<string?, FileInfo>> ofServers = new DirectoryInfo(folder).EnumerateFiles()
            .GroupBy(file => ServerLogName.IdIn(file.Name))
            .Where(files => files.Key is not null)
            .OrderByDescending(files => files.Max(file => file.LastWriteTimeUtc));
        foreach (FileInfo file in ofServers.Skip(KeptServers).SelectMany(files => files).ToArray())
        {
            DeleteUnused(file.FullName);
        }
    }

    private static void DeleteUnused(string path)
    {
        try
        {
            // Fails where a server has it open.
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                File.Delete(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It may be deleted another time.
        }
    }
}
