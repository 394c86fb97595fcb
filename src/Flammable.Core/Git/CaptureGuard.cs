using System.IO.Enumeration;
using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Keeps secrets, virtual environments and masses of data out of a commit, before a blob is written.</summary>
internal sealed class CaptureGuard(WorkTree workTree, IReadOnlyList<string> allowFiles)
{
    /// <summary>The largest file, in bytes.</summary>
    public const long MaxFileSize = 10 * 1024 * 1024;

    /// <summary>The largest sum of new files, in bytes.</summary>
    public const long MaxTotalSize = 100 * 1024 * 1024;

    /// <summary>The largest number of new files.</summary>
    public const int MaxFileCount = 5_000;

    private static readonly string[] Secrets =
        [".env", ".env.*", "*.pem", "*.key", "*.pfx", "*.p12", "*.ppk", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".netrc"];

    private static readonly string[] Harmless = [".env.example", ".env.sample", ".env.template"];

    /// <exception cref="CaptureRefusedException">A rule refuses; nothing was written.</exception>
    public void Check(IReadOnlyList<WorkTreeEntry> entries)
    {
        Candidate[] candidates =
        [
            .. entries.Where(entry => !entry.IsDeleted && entry.Mode is not (Mode.GitLink or Mode.SymbolicLink))
                .Select(Describe)
                .Where(candidate => !IsAllowed(candidate.Path)),
        ];
        Candidate[] added = [.. candidates.Where(candidate => candidate.IsNew)];

        RefuseEnvironments(added);
        RefuseEach(added.Where(file => IsSecret(file.Path)), CaptureRefusal.Secret, "Files that look like secrets");
        RefuseEach(candidates.Where(file => file.Size > MaxFileSize), CaptureRefusal.FileSize, "Files larger than 10 MB");
        RefuseMass(added);
    }

    private Candidate Describe(WorkTreeEntry entry)
    {
        var file = new FileInfo(Path.Combine(workTree.Location.WorkTree, entry.Path));
        return new Candidate(
            workTree.Location.InExperiment(entry.Path),
            file.Exists ? file.Length : 0,
            entry.Status == LibGit2Sharp.ChangeKind.Added && workTree.Repository.Head.Tip?[entry.Path] is null);
    }

    private bool IsAllowed(string path) =>
        allowFiles.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false)
            || FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false));

    private static bool IsSecret(string path)
    {
        string name = Path.GetFileName(path);
        return Secrets.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name))
            && !Harmless.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private void RefuseEnvironments(IReadOnlyList<Candidate> added)
    {
        string root = Path.Combine(workTree.Location.WorkTree, workTree.Location.Prefix);
        string[] folders =
        [
            .. added.SelectMany(file => TreePath.Parents(file.Path)).Distinct()
                .Where(folder => IsEnvironment(root, folder))
                .Order(StringComparer.Ordinal),
        ];
        folders = [.. folders.Where(folder => !TreePath.Parents(folder).Any(folders.Contains))];
        if (folders.Length > 0)
        {
            throw new CaptureRefusedException(
                $"Virtual environments or package caches would be captured: {QuotedNames.Of(folders)}.",
                CaptureRefusal.Environment,
                folders,
                [.. folders.Select(folder => IgnoreLine(folder) + "/")]);
        }
    }

    private static void RefuseEach(IEnumerable<Candidate> refused, CaptureRefusal reason, string what)
    {
        string[] files = [.. refused.Select(file => file.Path)];
        if (files.Length > 0)
        {
            throw new CaptureRefusedException(
                $"{what} would be captured: {QuotedNames.Of(files)}.",
                reason,
                files,
                [.. files.Select(IgnoreLine)]);
        }
    }

    private static void RefuseMass(IReadOnlyList<Candidate> added)
    {
        long size = added.Sum(file => file.Size);
        CaptureRefusal? reason = added.Count > MaxFileCount ? CaptureRefusal.FileCount
            : size > MaxTotalSize ? CaptureRefusal.TotalSize
            : null;
        if (reason is null)
        {
            return;
        }

        string[] heaviest = reason == CaptureRefusal.FileCount
            ? [.. Heaviest(added, _ => 1, MaxFileCount)]
            : [.. Heaviest(added, file => file.Size, MaxTotalSize)];
        throw new CaptureRefusedException(
            $"{added.Count} new files of {size / (1024.0 * 1024):F0} MB in all are more than one capture takes (5,000 files, 100 MB); most lie in {QuotedNames.Of(heaviest)}.",
            reason.Value,
            heaviest,
            [.. heaviest.Select(IgnoreLine)]);
    }

    // As few folders and files as bring the rest down to the limit.
    private static IEnumerable<string> Heaviest(IReadOnlyList<Candidate> files, Func<Candidate, long> weigh, long limit)
    {
        long rest = files.Sum(weigh);
        foreach ((string path, long weight) in files
            .GroupBy(file => file.Path.Contains('/') ? file.Path[..(file.Path.IndexOf('/') + 1)] : file.Path)
            .Select(group => (group.Key, Weight: group.Sum(weigh)))
            .OrderByDescending(group => group.Weight)
            .TakeWhile(_ => rest > limit))
        {
            rest -= weight;
            yield return path;
        }
    }

    // https://git-scm.com/docs/gitignore#_pattern_format
    private static string IgnoreLine(string path)
    {
        string escaped = string.Concat(path.Select(c => c is '\\' or '*' or '?' or '[' ? $"\\{c}" : $"{c}"));
        return escaped.EndsWith(' ') ? $"/{escaped[..^1]}\\ " : $"/{escaped}";
    }

    private static bool IsEnvironment(string root, string folder) =>
        Path.GetFileName(folder) is "node_modules"
        || File.Exists(Path.Combine(root, folder, "pyvenv.cfg"))
        || Directory.Exists(Path.Combine(root, folder, "conda-meta"));

    private sealed record Candidate(string Path, long Size, bool IsNew);
}
