using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class TestTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public TestTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Test_records_the_results_in_the_last_snapshot()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("test")).Expect(0);

        Assert.Equal($"Tested Demo/{snapshot.Name}: accuracy 0.97\n", result.Output);
    }

    [Fact]
    public async Task Test_with_json_prints_the_snapshot()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("test", "--json")).Expect(0);

        Assert.Equal(snapshot.Id, result.Json["uid"]!.GetValue<string>());
        Assert.NotNull(result.Json["test_data"]!["accuracy"]);
    }

    [Fact]
    public async Task Test_is_refused_with_3_when_the_code_changed_unless_ignored()
    {
        await _sandbox.TrainAsync();
        _sandbox.Code.Write("Notes.txt", "new");

        FlamResult refused = (await _sandbox.RunAsync("test")).Expect(3);
        (await _sandbox.RunAsync("test", "--ignore")).Expect(0);

        Assert.Contains("'Notes.txt'", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--ignore", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_is_refused_with_3_when_it_was_tested_already_unless_retest_is_said()
    {
        await _sandbox.TrainAsync();
        (await _sandbox.RunAsync("test")).Expect(0);

        FlamResult refused = (await _sandbox.RunAsync("test")).Expect(3);

        Assert.Contains("--retest", refused.Error, StringComparison.Ordinal);
        (await _sandbox.RunAsync("test", "--retest")).Expect(0);
    }

    [Fact]
    public async Task Test_warns_of_data_that_has_changed_since_the_training()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """Run.UseData("rows.csv");""", test: """Run.UseData("rows.csv");"""));
        _sandbox.Code.Write(".gitignore", "*.csv");
        _sandbox.Code.Write("rows.csv", "1");
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        _sandbox.Code.Write("rows.csv", "2");

        FlamResult result = (await _sandbox.RunAsync("test")).Expect(0);

        Assert.Equal($"warning: The data file 'rows.csv' has changed since snapshot 'Demo/{snapshot.Name}' was trained.\n", result.Error);
    }

    [Fact]
    public async Task Test_of_another_snapshot_runs_its_own_code()
    {
        SnapshotFacts first = await _sandbox.TrainAsync();
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(test: """Snapshot.Test.Store("accuracy", 0.5);"""));
        await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("test", "--snapshot", first.Id)).Expect(0);

        Assert.Equal($"Tested Demo/{first.Name}: accuracy 0.97\n", result.Output);
    }

    [Fact]
    public async Task Test_is_refused_with_3_before_anything_was_trained() =>
        Assert.Contains("flam train", (await _sandbox.RunAsync("test")).Expect(3).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Test_exits_with_2_when_the_task_does_not_implement_it()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of());
        await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("test")).Expect(2);

        Assert.Contains("'DemoTask' does not implement Test.", result.Error, StringComparison.Ordinal);
    }
}
