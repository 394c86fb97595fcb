using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Waits for another git process to let the index go.</summary>
internal static class IndexLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <exception cref="RepositoryException">The lock is still there after three seconds.</exception>
    public static void WaitUntilFree(Repository repository, CancellationToken cancellation)
    {
        string lockFile = Path.Combine(repository.Info.Path, "index.lock");
        for (TimeSpan waited = TimeSpan.Zero; File.Exists(lockFile); waited += Step)
        {
            if (waited >= Patience)
            {
                throw new RepositoryException(
                    $"The index of the repository '{repository.Info.WorkingDirectory}' is locked: '{lockFile}' exists.",
                    repository.Info.WorkingDirectory,
                    RepositoryProblem.IndexLocked);
            }

            cancellation.WaitHandle.WaitOne(Step);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
