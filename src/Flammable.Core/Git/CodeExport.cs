using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Writes all files of a snapshot's code into a folder: one thread at a time reads, the others write what was read.</summary>
/// <param name="repositoryPath">The full path of the repository that has the code.</param>
/// <param name="files">The files with their paths in the experiment.</param>
internal sealed class CodeExport(string repositoryPath, IReadOnlyList<ExportFile> files)
{
    private const int FilesAtATime = 64;
    private const long BytesAtATime = 1 << 20;

    private long _bytes;

    /// <summary>Writes the files.</summary>
    /// <param name="folder">The full path of the folder, which is empty.</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <returns>The number of bytes of all files.</returns>
    /// <exception cref="RepositoryException">A file cannot be read, or has a name that must not be written.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public long Write(string folder, CancellationToken cancellation)
    {
        foreach (string path in files.Select(file => file.Path))
        {
            EnsureHarmless(path);
        }

        // No link is there before the last file is written: none can lead a file astray.
        foreach (string parent in files.Select(file => Path.GetDirectoryName(file.Path)!).Distinct())
        {
            Directory.CreateDirectory(Path.Combine(folder, parent));
        }

        WriteFiles(folder, cancellation);
        WriteLinks(folder);
        return _bytes;
    }

    private void WriteFiles(string folder, CancellationToken cancellation)
    {
        try
        {
            Parallel.ForEach(
                Partitioner.Create(ReadFiles(), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                batch => WriteBatch(batch, folder));
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }

    // No two threads are in here at once, as the repository demands.
    private IEnumerable<List<(ExportFile File, Stream Content)>> ReadFiles()
    {
        var batch = new List<(ExportFile File, Stream Content)>();
        long bytes = 0;
        foreach (ExportFile file in files.Where(file => file.Mode is not (Mode.SymbolicLink or Mode.GitLink)))
        {
            Stream content = Read(file);
            batch.Add((file, content));
            bytes += content.Length;
            if (batch.Count == FilesAtATime || bytes >= BytesAtATime)
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }
        }

        yield return batch;
    }

    private void WriteBatch(List<(ExportFile File, Stream Content)> batch, string folder)
    {
        try
        {
            foreach ((ExportFile file, Stream content) in batch)
            {
                TreeExport.WriteFile(content, file.Mode, Path.Combine(folder, file.Path));
            }

            Interlocked.Add(ref _bytes, batch.Sum(file => file.Content.Length));
        }
        finally
        {
            batch.ForEach(file => file.Content.Dispose());
        }
    }

    private void WriteLinks(string folder)
    {
        foreach (ExportFile file in files)
        {
            string place = Path.Combine(folder, file.Path);
            switch (file.Mode)
            {
                case Mode.SymbolicLink:
                    using (Stream content = Read(file))
                    {
                        File.CreateSymbolicLink(place, TreeExport.LinkTarget(content, file.Path));
                    }

                    break;
                case Mode.GitLink:
                    Directory.CreateDirectory(place);
                    break;
            }
        }
    }

    private Stream Read(ExportFile file)
    {
        try
        {
            return file.Blob!.GetContentStream();
        }
        catch (LibGit2SharpException error)
        {
            throw new RepositoryException(
                $"The content of '{file.Path}' cannot be read from the repository '{repositoryPath}': {error.Message.TrimEnd('.')}.",
                repositoryPath,
                error is NotFoundException ? RepositoryProblem.CommitMissing : RepositoryProblem.Unusable,
                error);
        }
    }

    // git itself makes no such trees; a repository from elsewhere could have one, to write where it must not.
    private void EnsureHarmless(string path)
    {
        foreach (Range range in path.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> part = path.AsSpan(range);
            if (part is "" or "." or ".." || part.Equals(".git", StringComparison.OrdinalIgnoreCase)
                || part.Contains('\uFFFD')
                || (OperatingSystem.IsWindows() && part.ContainsAny('\\', ':')))
            {
                throw new RepositoryException(
                    $"The repository '{repositoryPath}' has a file '{path}', whose name cannot be written here.", repositoryPath, RepositoryProblem.Unusable);
            }
        }
    }
}
