using System.Management.Automation;
using Flammable.Commands.Errors;

namespace Flammable.Commands;

/// <summary>
/// Turns what a user writes as a path into full paths of the file system, through PowerShell's providers. Every method
/// throws <see cref="InputException"/> where that cannot be done.
/// </summary>
internal sealed class ProviderPaths(PSCmdlet cmdlet)
{
    /// <summary>The files and folders that a path with wildcards means.</summary>
    public IReadOnlyList<string> Expand(string path) => Ask(path, () =>
    {
        IReadOnlyList<string> found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
        RequireFiles(path, provider);
        return (IReadOnlyList<string>)[.. found.Select(Path.TrimEndingDirectorySeparator)];
    });

    /// <summary>The file or folder of exactly that name.</summary>
    public IReadOnlyList<string> Literal(string path)
    {
        string file = ToFile(path);
        return Path.Exists(file) ? [file] : throw InputErrors.PathNotFound(path);
    }

    /// <summary>The file or folder of exactly that name where it exists, else what its wildcards mean: one at least.</summary>
    public IReadOnlyList<string> LiteralOrExpand(string path)
    {
        string file = ToFile(path);
        IReadOnlyList<string> found = Path.Exists(file) ? [file] : Expand(path);
        return found.Count > 0 ? found : throw InputErrors.PathNotFound(path);
    }

    /// <summary>The one file or folder that a cmdlet's parameters mean; the current location where none was given.</summary>
    public string Single(string? path, string? literalPath) =>
        Only(path ?? "", path is null ? Literal(literalPath ?? ".") : Expand(path));

    /// <summary>The one file or folder of exactly that name where it exists, else the one that its wildcards mean.</summary>
    public string SingleLiteralFirst(string path) => Only(path, LiteralOrExpand(path));

    /// <summary>The full path of a file or folder, whether it exists or not.</summary>
    public string ToFile(string path) => Ask(path, () =>
    {
        string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        RequireFiles(path, provider);
        return Path.TrimEndingDirectorySeparator(file);
    });

    private static string Only(string path, IReadOnlyList<string> found) =>
        found.Count == 1 ? found[0] : throw InputErrors.NotOnePath(path, found.Count);

    private static void RequireFiles(string path, ProviderInfo provider)
    {
        if (provider.Name != "FileSystem")
        {
            throw InputErrors.PathNotOfFiles(path, provider.Name);
        }
    }

    private static T Ask<T>(string path, Func<T> resolve)
    {
        try
        {
            return resolve();
        }
        catch (ItemNotFoundException)
        {
            throw InputErrors.PathNotFound(path);
        }
        catch (RuntimeException error) when (error is SessionStateException or ProviderInvocationException)
        {
            throw new InputException(new ErrorRecord(error.ErrorRecord, error));
        }
    }
}
