using System.Text;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>A temporary repository without objects of its own, which reads those of two others. Neither is written to.</summary>
internal sealed class JoinedObjects : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flam-").FullName;

    public JoinedObjects(Repository first, Repository second)
    {
        try
        {
            string gitFolder = Repository.Init(_folder, isBare: true);
            File.WriteAllLines(
                Path.Combine(gitFolder, "objects", "info", "alternates"),
                new[] { first, second }.Select(repository => Path.Combine(repository.Info.Path, "objects")),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            Repository = new Repository(gitFolder);
        }
        catch
        {
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    /// <summary>The repository that has all objects.</summary>
    public Repository Repository { get; }

    public void Dispose()
    {
        Repository.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
