using Flammable.Experiments;
using Flammable.Git;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class UnchangedMarkProperties : IDisposable
{
    private static readonly string[] Paths =
        ["a.txt", "b.txt", "x/a.txt", "x/b.txt", "x/y/a.txt", "z/a.txt", "z/a b.txt", "ignored/a.txt", "ignored", "x/ignored.log", ".gitignore", "x/.gitignore"];

    private static readonly string[] Rules = ["", "ignored/\n", "*.log\n", "ignored/\n*.log\n"];

    private readonly TemporaryFolder _root = new();
    private int _written;

    private string Folder => _root.At("code");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "")]
    [InlineData(3, "")]
    [InlineData(4, "inner/experiment")]
    [InlineData(5, "inner/experiment")]
    [InlineData(6, "inner/experiment")]
    [InlineData(7, "")]
    [InlineData(8, "")]
    [InlineData(9, "")]
    [InlineData(10, "")]
    [InlineData(11, "q")]
    [InlineData(12, "q")]
    [InlineData(13, "q")]
    [InlineData(14, "")]
    [InlineData(15, "")]
    public void Check_finds_what_a_comparison_of_everything_finds(int seed, string prefix)
    {
        var random = new Random(seed);
        string experiment = Path.Combine(Folder, prefix);
        Directory.CreateDirectory(experiment);
        Folder.Git("init", "--quiet");
        Write(experiment, "a.txt");
        CodeBase code = Commit(prefix);

        for (int step = 0; step < 60; step++)
        {
            string done = Change(random, experiment);
            string[] expected = Compare(experiment, code);
            using WorkTree workTree = WorkTree.Open(RepositoryLocation.Find(experiment)!);
            var mark = UnchangedMark.Of(_root.At("cache"), experiment, workTree, code, opened: DateTime.MaxValue);
            string[] found = Names(mark.Check(() => workTree.GetChanges(code, null)));
            Assert.True(expected.SequenceEqual(found), $"Step {step}, {done}: [{string.Join(", ", found)}] and not [{string.Join(", ", expected)}].");
            if (random.Next(3) == 0)
            {
                code = Commit(prefix);
                mark.Keep(code);
            }
        }
    }

    private string Change(Random random, string experiment)
    {
        string path = Paths[random.Next(Paths.Length)];
        string file = Path.Combine(experiment, path);
        switch (random.Next(6))
        {
            case 0 when File.Exists(file):
                File.Delete(file);
                return $"deleted {path}";
            case 1 when Directory.Exists(Path.Combine(experiment, "x")):
                Directory.Delete(Path.Combine(experiment, "x"), recursive: true);
                return "deleted x";
            case 2:
                Folder.Git("add", "--all");
                return "staged everything";
            case 3 when File.Exists(file):
                File.Move(file, file + ".moved", overwrite: true);
                return $"moved {path}";
            default:
                if (path.EndsWith(".gitignore", StringComparison.Ordinal))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    File.WriteAllText(file, Rules[random.Next(Rules.Length)] + new string('\n', ++_written));
                }
                else
                {
                    Write(experiment, path);
                }

                return $"wrote {path}";
        }
    }

    // No two contents have one length, so that no write can hide within one tick of the clock.
    private void Write(string experiment, string path)
    {
        string file = Path.Combine(experiment, path);
        if (Directory.Exists(file))
        {
            Directory.Delete(file, recursive: true);
        }

        if (File.Exists(Path.GetDirectoryName(file)))
        {
            File.Delete(Path.GetDirectoryName(file)!);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, new string('.', ++_written));
    }

    private CodeBase Commit(string prefix)
    {
        Folder.Git("add", "--all");
        Folder.Git("commit", "--quiet", "--allow-empty", "--message", "step");
        return new CodeBase(Folder.Git("rev-parse", "HEAD"), prefix);
    }

    private static string[] Compare(string experiment, CodeBase code)
    {
        using WorkTree workTree = WorkTree.Open(RepositoryLocation.Find(experiment)!);
        return Names(workTree.GetChanges(code, null));
    }

    private static string[] Names(IEnumerable<ChangedFile> changes) =>
        [.. changes.Select(change => $"{change.Change} {change.Path}").Order(StringComparer.Ordinal)];
}
