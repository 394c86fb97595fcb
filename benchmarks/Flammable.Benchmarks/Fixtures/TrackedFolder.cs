using System.Text;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>A git repository of a task and 10,000 text files in 100 folders, all of them committed.</summary>
internal sealed class TrackedFolder
{
    /// <summary>How many files <see cref="Change"/> changes.</summary>
    public const int ChangedFiles = 10;

    private const int Folders = 100;
    private const int FilesInFolder = 100;

    // Files as old as the index are read again by git and by libgit2: the files of a real project are older.
    private static readonly DateTime _written = DateTime.UtcNow.AddHours(-1);

    public TrackedFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
        Git("init", "-q", "-b", "main");
        Git("config", "user.name", "Benchmark");
        Git("config", "user.email", "benchmark@example.org");

        // As after a clone, the objects are in one pack. Packing them later would leave thousands of deleted files behind.
        var history = new StringBuilder("commit refs/heads/main\ncommitter Benchmark <benchmark@example.org> now\ndata 9\nAll files\n");
        Write(history, "EmptyTask.cs", TaskCode.Empty);
        for (int number = 0; number < Folders * FilesInFolder; number++)
        {
            Write(history, FileName(number), string.Concat(Enumerable.Range(0, 20).Select(line => $"sample {number}, line {line}: {number * line}\n")));
        }

        ChildProcess.RunWithInput("git", Path, history.ToString(), "fast-import", "--quiet", "--date-format=now");
        Git("reset", "-q");
    }

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Runs git in the folder.</summary>
    public string Git(params string[] arguments) => ChildProcess.Run("git", Path, arguments);

    /// <summary>Gives some files, each in a folder of its own, a content that they never had.</summary>
    public void Change(int turn)
    {
        for (int file = 0; file < ChangedFiles; file++)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, FileName(file * 1007)), $"sample {file}, changed in turn {turn}\n");
        }
    }

    private static string FileName(int number) => $"data/part{number / FilesInFolder:000}/sample{number:00000}.txt";

    private void Write(StringBuilder history, string name, string content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, _written);
        history.Append($"M 100644 inline {name}\ndata {content.Length}\n{content}\n");
    }
}
