namespace Flammable.Tests.Fixtures;

/// <summary>What files take: the sum of their lengths.</summary>
public static class DiskUse
{
    public static long Of(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Sum(path => new FileInfo(path).Length);
}
