using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class ReadOnlyLibraryTests : IDisposable
{
    private readonly Experimenting _experiment = new();
    private readonly ReadOnlyFolder _frozen;
    private readonly Snapshot _snapshot;

    public ReadOnlyLibraryTests()
    {
        _snapshot = _experiment.Train()!;
        _frozen = new ReadOnlyFolder(_experiment.Library.Folder, Path.Combine(_experiment.Root, "frozen"));
    }

    private Library Frozen => Library.Open(_frozen.Folder);

    public void Dispose()
    {
        _frozen.Dispose();
        _experiment.Dispose();
    }

    [Fact]
    public void Its_snapshots_are_listed_and_the_status_is_told()
    {
        Assert.Equal(_snapshot.Name, Assert.Single(Frozen.GetSnapshots()).Name);
        Assert.Empty(Frozen.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken).ChangedFiles);
    }

    [Fact]
    public void Its_models_evaluate()
    {
        string input = Path.Combine(_experiment.Root, "in");
        File.WriteAllText(input, "in");
        using EvalSession session = Frozen.OpenEval(
            new EvalRequest { Path = _experiment.Folder }, cancellation: TestContext.Current.CancellationToken);

        session.Eval(input, input + ".out", cancellation: TestContext.Current.CancellationToken);

        Assert.Equal("in1", File.ReadAllText(input + ".out"));
    }

    [Fact]
    public void It_takes_no_training_and_no_test_and_says_so()
    {
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        string head = _experiment.Folder.Git("rev-parse", "HEAD");
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        SnapshotStoreException training = Assert.Throws<SnapshotStoreException>(
            () => Frozen.Train(new TrainRequest(_experiment.Folder), cancellation: cancellation));
        SnapshotStoreException test = Assert.Throws<SnapshotStoreException>(
            () => Frozen.Test(new TestRequest { Snapshot = _snapshot }, cancellation: cancellation));

        Assert.Equal((StoreProblem.NotWritable, StoreProblem.NotWritable), (training.Problem, test.Problem));
        Assert.Equal(head, _experiment.Folder.Git("rev-parse", "HEAD"));
        Assert.False(Assert.Single(Frozen.GetSnapshots()).IsTested);
    }
}
