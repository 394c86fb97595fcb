using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Says in Flammable's words what git's library refuses.</summary>
internal static class GitErrors
{
    public static T Translate<T>(string repositoryPath, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (LockedFileException error)
        {
            throw new RepositoryException(
                $"The repository '{repositoryPath}' is locked by another git process ('index.lock' exists).",
                repositoryPath,
                RepositoryProblem.IndexLocked,
                error);
        }
        catch (LibGit2SharpException error) when (error.Message.Contains("not owned by current user", StringComparison.Ordinal))
        {
            throw ForeignOwner(repositoryPath, error);
        }
        catch (Exception error) when (IsWriteFailure(error))
        {
            throw new RepositoryException(
                $"The repository '{repositoryPath}' cannot be written: {error.Message.TrimEnd('.')}.",
                repositoryPath,
                RepositoryProblem.NotWritable,
                error);
        }
        catch (LibGit2SharpException error)
        {
            throw new RepositoryException(
                $"The repository '{repositoryPath}' cannot be used: {error.Message.TrimEnd('.')}.",
                repositoryPath,
                RepositoryProblem.Unusable,
                error);
        }
    }

    public static void Translate(string repositoryPath, Action operation) =>
        Translate(repositoryPath, () =>
        {
            operation();
            return true;
        });

    public static RepositoryException ForeignOwner(string repositoryPath, Exception error) => new(
        $"The repository '{repositoryPath}' belongs to another user, and git does not trust it.",
        repositoryPath,
        RepositoryProblem.ForeignOwner,
        error);

    private static bool IsWriteFailure(Exception error) =>
        error is UnauthorizedAccessException or IOException
        || (error is LibGit2SharpException
            && (error.Message.Contains("ermission denied", StringComparison.Ordinal)
                || error.Message.Contains("No space left", StringComparison.Ordinal)
                || error.Message.Contains("Read-only file system", StringComparison.Ordinal)));
}
