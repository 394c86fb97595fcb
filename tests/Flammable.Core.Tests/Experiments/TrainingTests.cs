using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class TrainingTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Train_commits_the_code_and_files_what_the_task_produced()
    {
        Snapshot snapshot = _experiment.Train()!;

        Assert.Equal(SnapshotState.Trained, snapshot.State);
        Assert.Equal(1, snapshot.Train["number"].Last);
        Assert.Equal(["final.txt"], snapshot.ModelFiles);
        Assert.Equal(snapshot.Commit, _experiment.Folder.Git("rev-parse", "HEAD"));
        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
    }

    [Fact]
    public void Train_does_nothing_when_the_code_is_unchanged()
    {
        _experiment.Train();

        Assert.Null(_experiment.Train());
        Assert.Single(_experiment.Library.GetSnapshots());
    }
}
