using FsCheck;
using FsCheck.Fluent;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class CaptureProperties
{
    private static readonly string[] Names = ["a", "b/c", "b/d e", "ä", "b", "a/deep/er", "x.log", "keep.log", "bin/out"];

    [Theory]
    [InlineData(CommitMode.Branch)]
    [InlineData(CommitMode.Detached)]
    public void A_commit_holds_exactly_the_files_on_disk_whatever_was_done_to_them(CommitMode mode) =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(byte Act, byte Name)[]>(),
            acts => CaptureEqualsFiles(mode, acts))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15).WithEndSize(25));

    private static bool CaptureEqualsFiles(CommitMode mode, (byte Act, byte Name)[] acts)
    {
        using var experiment = new Experimenting();
        experiment.Write(".gitignore", "*.log\n!keep.log\n");
        experiment.Folder.CommitAll();
        foreach ((byte act, byte name) in acts)
        {
            Do(experiment, act % 8, Names[name % Names.Length], mode);
        }

        string head = experiment.Folder.Git("rev-parse", "HEAD");
        Snapshot snapshot = experiment.Train(TrainMode.Force, mode)!;

        return Files(experiment.Folder).SequenceEqual(Committed(experiment.Folder, snapshot.Commit))
            && experiment.Train(commitMode: mode) is null
            && experiment.Folder.Git("rev-parse", "HEAD") == (mode == CommitMode.Branch ? snapshot.Commit : head);
    }

    private static void Do(Experimenting experiment, int act, string name, CommitMode mode)
    {
        string path = Path.Combine(experiment.Folder, name);
        switch (act)
        {
            case 0 or 1 or 2:
                Remove(path);
                RemoveFilesAbove(path, experiment.Folder);
                experiment.Write(name, $"{act}");
                break;
            case 3:
                Remove(path);
                break;
            case 4:
                experiment.Folder.Git("add", "--all");
                break;
            case 5:
                experiment.Folder.CommitAll();
                break;
            case 6:
                experiment.Train(commitMode: mode);
                break;
            default:
                experiment.Folder.Git("reset", "--quiet");
                break;
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static void RemoveFilesAbove(string path, string root)
    {
        for (string folder = Path.GetDirectoryName(path)!; folder != root; folder = Path.GetDirectoryName(folder)!)
        {
            if (File.Exists(folder))
            {
                File.Delete(folder);
            }
        }
    }

    // What git itself would commit, bin left out.
    private static IEnumerable<string> Files(string folder) =>
        folder.Git("-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate")
            .Split('\n')
            .Where(file => File.Exists(Path.Combine(folder, file)) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.ReadAllText(Path.Combine(folder, file)).TrimEnd((char)10)}");

    private static IEnumerable<string> Committed(string folder, string commit) =>
        folder.FilesOf(commit)
            .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file} {folder.Git("cat-file", "blob", $"{commit}:{file}")}");
}
