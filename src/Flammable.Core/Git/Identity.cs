using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Who signs a commit.</summary>
internal static class Identity
{
    /// <summary>The user of git's configuration, or the system's user where there is none.</summary>
    public static (Signature Signature, bool IsFallback) Of(Repository repository)
    {
        DateTimeOffset now = DateTimeOffset.Now;
        if (repository.Config.BuildSignature(now) is { } signature)
        {
            return (signature, false);
        }

        // A container's user may have a number and no name.
        string name = Environment.UserName is { Length: > 0 } userName ? userName : "flammable";
        return (new Signature(name, $"{name}@{Environment.MachineName}", now), true);
    }
}
