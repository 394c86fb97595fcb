using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Who signs a commit.</summary>
internal static class Identity
{
    /// <summary>The user of git's configuration, or the system's user where there is none.</summary>
    public static (Signature Signature, bool IsFallback) Of(Repository repository)
    {
        DateTimeOffset now = DateTimeOffset.Now;
        return repository.Config.BuildSignature(now) is { } signature
            ? (signature, false)
            : (new Signature(Environment.UserName, $"{Environment.UserName}@{Environment.MachineName}", now), true);
    }
}
