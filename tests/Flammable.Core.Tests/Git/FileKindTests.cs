using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class FileKindTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Theory]
    [InlineData(CommitMode.Branch)]
    [InlineData(CommitMode.Detached)]
    public void Executable_bits_and_symbolic_links_are_captured_as_they_are(CommitMode mode)
    {
        ExecutableBit.Set(_experiment.Write("run.sh", "#!/bin/sh\n"));
        _experiment.Write("data/real.csv", "1");
        Link("latest.csv", "data/real.csv");
        Link("folder", "data");
        Link("dangling", "no/where");
        Link("outside", "/etc/hostname");
        _experiment.Folder.Git("init", "--quiet");

        Snapshot snapshot = _experiment.Train(commitMode: mode)!;

        string repository = Path.Combine(_experiment.Library.Folder, snapshot.Experiment, "repo");
        foreach (string place in (string[])[_experiment.Folder, repository])
        {
            Assert.Equal(
                [
                    "100644 Task.cs", "120000 dangling", "100644 data/real.csv", "120000 folder", "120000 latest.csv",
                    "120000 outside", "100755 run.sh",
                ],
                place.Git("ls-tree", "-r", "--format=%(objectmode) %(path)", snapshot.Commit).Split('\n'));
            Assert.Equal("data/real.csv", place.Git("cat-file", "blob", $"{snapshot.Commit}:latest.csv"));
        }

        Assert.Null(_experiment.Train());
    }

    [Fact]
    public void A_link_pointed_elsewhere_and_a_link_replaced_by_a_file_are_changes()
    {
        Link("a", "one");
        Link("b", "one");
        _experiment.Train();
        File.Delete(Path.Combine(_experiment.Folder, "a"));
        File.Delete(Path.Combine(_experiment.Folder, "b"));
        Link("a", "two");
        _experiment.Write("b", "one");

        Assert.Equal(["a", "b"], Changes());
        _experiment.Train();
        Assert.Empty(Changes());
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
    }

    [Fact]
    public void Code_behind_a_symbolic_link_in_the_folder_trains_and_tests_and_stays_a_link()
    {
        _experiment.Write("shared/Tools.txt", "public static class Tools { public const int Number = 7; }");
        Link("Tools.cs", "shared/Tools.txt");
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() => Snapshot.Train.Append("number", Tools.Number);
                public override void Test() => Snapshot.Test.Store("number", Tools.Number);
            """,
            "Linked"));

        Assert.Equal(7, _experiment.Train()!.Train["number"].Last);
        Assert.Empty(Changes());
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
        Assert.Equal(7, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void Code_behind_a_link_that_leads_out_of_the_folder_is_captured_as_a_file()
    {
        string shared = Path.Combine(_experiment.Root, "Tools.cs");
        File.WriteAllText(shared, "public static class Tools { public const int Number = 7; }");
        Link("Tools.cs", shared);
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() => Snapshot.Train.Append("number", Tools.Number);
                public override void Test() => Snapshot.Test.Store("number", Tools.Number);
            """,
            "Linked"));

        Snapshot snapshot = _experiment.Train()!;
        File.Delete(shared);

        Assert.Equal(7, _experiment.Test(ignore: true).Test["number"].Last);
        Assert.StartsWith("100644", _experiment.Folder.Git("ls-tree", snapshot.Commit, "Tools.cs"));
    }

    [Fact]
    public void Data_behind_a_link_is_found_as_it_was_captured()
    {
        _experiment.Write("data/real.txt", "1");
        Link("latest.txt", "data/real.txt");
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() { }
                public override void Test() => Snapshot.Test.Store("number", double.Parse(File.ReadAllText(Run.UseData("latest.txt"))));
            """,
            "Linked"));
        _experiment.Train();

        Assert.Equal(1, _experiment.Test().Test["number"].Last);
        _experiment.Write("data/real.txt", "2");
        Assert.Equal(1, _experiment.Test(ignore: true, retest: true).Test["number"].Last);
        Snapshot snapshot = Assert.Single(_experiment.Library.GetSnapshots());
        Directory.Delete(_experiment.Folder, recursive: true);
        Assert.Equal(1, _experiment.Library.Test(
            new TestRequest { Snapshot = snapshot, Retest = true }, cancellation: TestContext.Current.CancellationToken).Test["number"].Last);
    }

    [Fact]
    public void An_executable_task_stays_executable()
    {
        ExecutableBit.Set(Path.Combine(_experiment.Folder, "Task.cs"));

        _experiment.Train();

        Assert.StartsWith("100755", _experiment.Folder.Git("ls-tree", "HEAD", "Task.cs"));
        Assert.Empty(Changes());
    }

    [Fact]
    public void A_task_that_is_reached_through_a_linked_folder_is_the_same_experiment()
    {
        _experiment.Train();
        string link = Path.Combine(_experiment.Root, "link");
        Directory.CreateSymbolicLink(link, _experiment.Folder);

        Assert.Null(_experiment.TrainIn(link));
    }

    [Fact]
    public void A_socket_or_pipe_beside_the_code_is_in_nobodys_way()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_experiment.Folder, "pipe"));
        process.WaitForExit();

        Assert.NotNull(_experiment.Train());
        Assert.Null(_experiment.Train());
    }

    private IEnumerable<string> Changes() =>
        _experiment.Library.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken).ChangedFiles.Select(file => file.Path);

    private void Link(string name, string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets no ordinary user make symbolic links.");
        File.CreateSymbolicLink(Path.Combine(_experiment.Folder, name), target);
    }
}
