using Flammable.Cli.Errors;

namespace Flammable.Cli.Commands;

/// <summary>Paths of the command line as full paths.</summary>
internal static class FullPath
{
    public static string Of(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (IOException)
        {
            throw new UsageException("The current folder does not exist any more.", "Change to a folder that exists, or give full paths.");
        }
    }
}
