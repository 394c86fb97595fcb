using FsCheck;
using FsCheck.Fluent;
using Flammable.Training;

namespace Flammable.Tests.Training;

public sealed class CheckpointCallbackTests
{
    [Fact]
    public void Last_k_of_every_nth_epoch_are_kept()
    {
        var task = new LineTask { Epochs = 11 };
        task.Added.Add(new CheckpointCallback(every: 2, keep: 3));

        task.Train();

        Assert.Equal(["epoch-6.model", "epoch-8.model", "epoch-10.model", "final.model"], task.Snapshot.ModelFiles);
    }

    [Fact]
    public void Best_k_are_kept_whatever_the_series_does() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<byte>>(),
        ArbMap.Default.ArbFor<bool>(),
        (values, isMax) =>
        {
            double[] series = [.. values.Get.Select(value => value % 8 == 7 ? double.NaN : value % 8)];
            var checkpoints = new CheckpointCallback("error", isMax ? SeriesGoal.Maximize : SeriesGoal.Minimize, keep: 3);
            var task = new LineTask { Epochs = series.Length, Validating = 1, Error = epoch => series[epoch - 1] };
            task.Added.Add(checkpoints);
            task.Train();

            string[] expected =
            [
                .. Enumerable.Range(1, series.Length)
                    .Where(epoch => !double.IsNaN(series[epoch - 1]))
                    .OrderBy(epoch => isMax ? -series[epoch - 1] : series[epoch - 1])
                    .ThenBy(epoch => epoch)
                    .Take(3)
                    .Select(epoch => $"best-{epoch}.model"),
            ];
            return checkpoints.Files.Reverse().SequenceEqual(expected)
                && task.Snapshot.ModelFiles.Order().SequenceEqual(expected.Append("final.model").Order());
        }));

    [Fact]
    public void Best_model_becomes_the_final_one_where_it_is_restored()
    {
        Line? best = null;
        var task = new LineTask { Epochs = 6, Validating = 1, Error = epoch => Math.Abs(epoch - 4) };
        task.Added.Add(new EveryEpochs(4, _ => best = new Line { Slope = task.Model.Slope, Intercept = task.Model.Intercept }));
        task.Added.Add(new CheckpointCallback("error", SeriesGoal.Minimize) { RestoreBest = true, Prefix = "top " });

        task.Train();

        Assert.Equal(["top 4.model", "final.model"], task.Snapshot.ModelFiles);
        Assert.Equal((best!.Slope, best.Intercept), (task.Model.Slope, task.Model.Intercept));
    }

    [Fact]
    public void Callback_that_is_used_again_begins_anew()
    {
        var checkpoints = new CheckpointCallback("error", SeriesGoal.Minimize);
        var first = new LineTask { Epochs = 3, Validating = 1, Error = _ => 1 };
        var second = new LineTask { Epochs = 3, Validating = 1, Error = epoch => 9 - epoch };
        first.Added.Add(checkpoints);
        second.Added.Add(checkpoints);

        first.Train();
        second.Train();

        Assert.Equal(["best-1.model", "final.model"], first.Snapshot.ModelFiles);
        Assert.Equal(["best-3.model", "final.model"], second.Snapshot.ModelFiles);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointCallback(every: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointCallback(keep: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointCallback("error", SeriesGoal.Minimize, keep: 0));
    }
}
