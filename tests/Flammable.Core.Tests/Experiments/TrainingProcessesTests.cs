using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class TrainingProcessesTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public async Task Trainings_in_several_processes_at_once_wait_for_each_other()
    {
        string[] outputs = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => _experiment.TrainElsewhereAsync(_experiment.Folder)));

        Assert.All(outputs, output => Assert.Contains("[trained Experiment/", output));
        Snapshot[] snapshots = [.. _experiment.Library.GetSnapshots()];
        Assert.Equal(3, snapshots.Select(snapshot => snapshot.Id).Distinct().Count());
        Assert.Single(snapshots.Select(snapshot => snapshot.Commit).Distinct());
        Assert.All(snapshots, snapshot => Assert.Equal(SnapshotState.Trained, snapshot.State));
    }
}
