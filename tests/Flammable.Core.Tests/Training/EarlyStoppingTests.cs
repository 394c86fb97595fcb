using FsCheck;
using FsCheck.Fluent;
using Flammable.Training;

namespace Flammable.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void Training_stops_where_a_look_at_all_values_says_so() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<byte>>(),
        ArbMap.Default.ArbFor<bool>(),
        (values, isMax) =>
        {
            // Few different values, so that equal ones and ones within the distance are common; 7 stands for NaN.
            double[] series = [.. values.Get.Select(value => value % 8 == 7 ? double.NaN : value % 8)];
            SeriesGoal goal = isMax ? SeriesGoal.Maximize : SeriesGoal.Minimize;
            foreach ((int patience, double minDelta) in new[] { (1, 0.0), (2, 0.0), (3, 1.0) })
            {
                var stopping = new EarlyStopping("loss", goal, SeriesPart.Train, patience, minDelta);
                int epochs = Train(series, stopping);
                if (epochs != LastEpoch(series, isMax, patience, minDelta))
                {
                    return false;
                }
            }

            return true;
        }));

    [Fact]
    public void Validation_is_followed_where_there_is_one()
    {
        var stopping = new EarlyStopping("error", patience: 2);
        var task = new LineTask { Epochs = 100, Validating = 3, Error = epoch => Math.Abs(epoch - 9) };
        task.Added.Add(stopping);

        task.Train();

        // Better until epoch 9; not in 12 and 15.
        Assert.Equal((9, 0.0), (stopping.BestEpoch, stopping.Best));
        Assert.Equal(15, task.Snapshot.Train.Summaries["loss"].Count);
        Assert.Equal(["final.model"], task.Snapshot.ModelFiles);
    }

    [Fact]
    public void Callback_that_is_used_again_begins_anew()
    {
        var stopping = new EarlyStopping("loss", part: SeriesPart.Train, patience: 2);

        Assert.Equal(3, Train([1, 1, 1, 1], stopping));
        Assert.Equal(4, Train([5, 4, 3, 2], stopping));
    }

    [Fact]
    public void Series_that_does_not_exist_is_an_error_that_names_the_others()
    {
        var task = new LineTask { Validating = 1 };
        task.Added.Add(new EarlyStopping("acuracy"));

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(task.Train);

        Assert.Equal("The validation part has no series 'acuracy' in epoch 1: it has 'error'.", error.Message);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping("loss", patience: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping("loss", minDelta: -1));
        Assert.Throws<ArgumentException>(() => new EarlyStopping(" "));
    }

    private static int Train(double[] series, ITrainingCallback callback)
    {
        var task = new LineTask { Epochs = series.Length, Training = LineTask.Points[..1], Loss = context => series[context.Epoch - 1] };
        task.Added.Add(callback);
        task.Train();
        return (int)task.Snapshot.Train.Summaries["loss"].Count;
    }

    private static int LastEpoch(double[] series, bool isMax, int patience, double minDelta)
    {
        double[] better = [.. series.Select(value => isMax ? -value : value)];
        for (int epoch = 1; epoch <= series.Length; epoch++)
        {
            // The epochs that beat all that counted as the best before them.
            double best = double.PositiveInfinity;
            int bestEpoch = 0;
            for (int i = 0; i < epoch; i++)
            {
                if (best - better[i] > minDelta)
                {
                    (best, bestEpoch) = (better[i], i + 1);
                }
            }

            if (epoch - bestEpoch >= patience)
            {
                return epoch;
            }
        }

        return series.Length;
    }
}
