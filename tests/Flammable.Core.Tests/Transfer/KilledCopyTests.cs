using System.Diagnostics;
using System.Globalization;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using Flammable.Transfer;

namespace Flammable.Tests.Transfer;

public sealed class KilledCopyTests : IDisposable
{
    private readonly Colleagues _colleagues = new();

    [Theory]
    [InlineData("Copy the code", false)]
    [InlineData("Copy the code", true)]
    [InlineData("Copy the files", false)]
    [InlineData("Copy the files", true)]
    [InlineData("File", false)]
    [InlineData("File", true)]
    public void Killed_copy_shows_nothing_and_the_next_one_finishes_it(string step, bool hasExperiment)
    {
        Snapshot first = _colleagues.Mine.Train()!;
        Snapshot mine = hasExperiment ? _colleagues.Mine.Train(TrainMode.Force)! : first;
        if (hasExperiment)
        {
            _colleagues.Push(first, _colleagues.Theirs.Folder);
        }

        using (ChildProcess child = ChildProcess.Start<KilledCopyTests>(
            nameof(Child_that_is_killed), $"{_colleagues.Mine.Library.Folder}|{_colleagues.Theirs.Folder}|{mine.Id}|{step}"))
        {
            child.WaitForExit();
        }

        Assert.Equal(hasExperiment ? [first.Name] : [], _colleagues.Theirs.GetSnapshots().Select(snapshot => snapshot.Name));

        Assert.Equal(CopyStatus.Copied, Assert.Single(_colleagues.Push(mine, _colleagues.Theirs.Folder, artifacts: true)).Status);
        Assert.True(_colleagues.TestTheirs(_colleagues.Theirs.GetSnapshot(mine.Name)).IsTested);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_colleagues.Theirs.Folder, ".new-*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("code")]
    [InlineData("meta")]
    public void Push_that_is_killed_while_the_remote_receives_is_finished_by_the_next(string part)
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        string pid = Path.Combine(_colleagues.Mine.Root, "pid");
        string hook = Path.Combine(_colleagues.Remote, "hooks", "update");
        ShellScript.Write(hook, $"case $1 in */{part}) kill -9 $(cat '{pid}'); exit 1;; esac");

        using (ChildProcess child = ChildProcess.Start<KilledCopyTests>(
            nameof(Child_that_is_killed), $"{_colleagues.Mine.Library.Folder}|{_colleagues.Remote}|{mine.Id}|{pid}"))
        {
            child.WaitForExit();
        }

        Assert.Empty(_colleagues.Pull());
        File.Delete(hook);
        Assert.Equal(CopyStatus.Copied, Assert.Single(_colleagues.Push(mine, artifacts: true)).Status);
        Assert.Equal(CopyStatus.Copied, Assert.Single(_colleagues.Pull(artifacts: true)).Status);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_colleagues.Mine.Library.Folder, ".cache", "copies")));
    }

    [Fact]
    public void Cancelled_push_stops_git_and_leaves_nothing_to_see()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        string reached = Path.Combine(_colleagues.Mine.Root, "reached");
        string hook = Path.Combine(_colleagues.Remote, "hooks", "pre-receive");
        ShellScript.Write(hook, $"touch '{reached}'\nexec sleep 300");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        Task push = Task.Run(
            () => _colleagues.Mine.Library.Push([mine], _colleagues.Remote, cancellation: cancellation.Token).Count(), TestContext.Current.CancellationToken);
        Until.True(() => File.Exists(reached), "The hook");
        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => push.GetAwaiter().GetResult());
        Assert.Empty(_colleagues.Remote.Git("for-each-ref"));
    }

    [Fact(Explicit = true)]
    public void Child_that_is_killed()
    {
        string[] given = ChildProcess.Given.Split('|');
        if (Path.IsPathFullyQualified(given[3]))
        {
            File.WriteAllText(given[3], Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }

        var library = Library.Open(given[0]);
        _ = library.Push(
            [library.GetSnapshot(given[2])], given[1], new CopyOptions { IncludeArtifacts = true }, new Killer(given[3]), TestContext.Current.CancellationToken).Count();
    }

    public void Dispose() => _colleagues.Dispose();

    private sealed class Killer(string step) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent told && told.Message.StartsWith(step, StringComparison.Ordinal))
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
