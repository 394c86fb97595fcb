using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class SeedTests : IDisposable
{
    private const string Task =
        """
            public override void Train()
            {
                Snapshot.Train.Append("own", Run.Random.Next());
                Snapshot.Train.Append("split", Run.NewRandom("split").Next());
                Snapshot.Train.Append("split", Run.NewRandom("split").Next());
            }

            public override void Test() => Snapshot.Test.Store("split", Run.NewRandom("split").Next());
        """;

    private readonly Experimenting _experiment = new(task: TaskCode.Task(Task, "ChanceTask"));

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Same_seed_gives_the_same_numbers_in_training_and_test()
    {
        Snapshot first = Train(seed: 11);
        Snapshot second = Train(seed: 11, TrainMode.Force);
        Snapshot tested = _experiment.Test();

        Assert.Equal(11, first.Seed);
        Assert.Equal(first.Train, second.Train);
        Assert.Equal(first.Train["split"].Min, first.Train["split"].Max);
        Assert.Equal(first.Train["split"].Last, tested.Test["split"].Last);
    }

    [Fact]
    public void Seed_that_is_not_asked_for_is_random_and_recorded()
    {
        Snapshot first = Train();
        Snapshot second = Train(mode: TrainMode.Force);

        Assert.NotEqual(first.Seed, second.Seed);
        Assert.NotEqual(first.Train["own"], second.Train["own"]);
        Assert.Equal(first.Train, Train(first.Seed, TrainMode.Force).Train);
    }

    [Fact]
    public void Retraining_keeps_the_seed_unless_another_is_asked_for()
    {
        Snapshot first = Train(seed: 11);

        Assert.Equal(first.Train, Train(mode: TrainMode.Retrain).Train);
        Assert.Single(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void Another_seed_than_the_last_counts_as_a_change_and_the_same_does_not()
    {
        Snapshot first = Train(seed: 11);

        Assert.Null(_experiment.Library.Train(Request(11, TrainMode.WhenChanged), cancellation: TestContext.Current.CancellationToken));
        Assert.NotEqual(first.Id, Train(seed: 12).Id);
    }

    [Fact]
    public void Seed_below_zero_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Request(-1, TrainMode.Force));

    private Snapshot Train(int? seed = null, TrainMode mode = TrainMode.WhenChanged) =>
        _experiment.Library.Train(Request(seed, mode), cancellation: TestContext.Current.CancellationToken)!;

    private TrainRequest Request(int? seed, TrainMode mode) => new(_experiment.Folder) { Seed = seed, Mode = mode };
}
