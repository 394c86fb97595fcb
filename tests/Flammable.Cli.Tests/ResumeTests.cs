using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Killed_training_is_told_of_and_goes_on_with_resume()
    {
        string alive = _sandbox.FilePath("alive");
        _sandbox.Code.Write(TaskCode.FileName,
            $$"""
            using Flammable;

            public sealed class LongTask : FlamTask
            {
                public override void Train()
                {
                    using Stream? file = Run.OpenCheckpoint();
                    for (int epoch = (file?.ReadByte() ?? 0) + 1; epoch <= 4; epoch++)
                    {
                        Snapshot.Train.Append("epoch", epoch, epoch);
                        Run.SaveCheckpoint(state => state.WriteByte((byte)epoch));
                        if (epoch == 3 && !File.Exists(@"{{alive}}"))
                        {
                            System.Diagnostics.Process.GetCurrentProcess().Kill();
                        }
                    }
                }
            }
            """);
        await _sandbox.RunAsync("train", "--seed", "4");
        File.WriteAllText(alive, "");

        FlamResult again = (await _sandbox.RunAsync("train")).Expect(0);
        SnapshotFacts resumed = await _sandbox.TrainAsync("--resume");

        Assert.Contains("was interrupted in its training; it can be resumed.", again.Error, StringComparison.Ordinal);
        Assert.Equal(("trained", 4), (resumed.State, resumed.Json["seed"]!.GetValue<int>()));
        Assert.Equal(
            [1, 2, 3, 4],
            (await _sandbox.RunAsync("metrics", resumed.Id, "--json")).Expect(0).Json.AsArray().Select(point => point!["value"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("--resume", "--force")]
    [InlineData("--resume", "--retrain")]
    [InlineData("--resume", "--dry-run")]
    [InlineData("--resume", "--seed", "3")]
    [InlineData("--resume", "--set", "a=1")]
    [InlineData("--ignore")]
    [InlineData("--seed", "-1")]
    [InlineData("--seed", "x")]
    public async Task Options_that_do_not_go_together_are_wrong_use(params string[] args)
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

        (await _sandbox.RunAsync(["train", .. args])).Expect(2);

        Assert.False(Directory.Exists(_sandbox.Library));
    }

    [Fact]
    public async Task Trained_snapshot_is_not_resumed()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("train", "--resume")).Expect(3);

        Assert.Contains("was trained to its end.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dry_run_says_that_it_went_well_and_leaves_nothing()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

        FlamResult result = (await _sandbox.RunAsync("train", "--dry-run")).Expect(0);

        Assert.EndsWith(" went well; nothing was stored.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal("[]", (await _sandbox.RunAsync("list", "--json")).Expect(0).Output.Trim());
    }
}
