using System.Globalization;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using Flammable.Training;

namespace Flammable.Tests.Training;

public sealed class ModelTaskTests
{
    private readonly List<SeriesPoint> _points = [];

    [Fact]
    public void Losses_are_averaged_over_the_epoch_and_filed_with_it()
    {
        LineTask task = Linked(new LineTask { Epochs = 3, Loss = context => (10 * context.Epoch) + context.Iteration });

        task.Train();

        Assert.Equal(
            [(11.5, 1), (21.5, 2), (31.5, 3)],
            _points.Where(point => point is { Split: MetricSplit.Train, Series: "loss" }).Select(point => (point.Value, point.Epoch!.Value)));
        Assert.Equal(3, task.Snapshot.Train.Summaries["distance"].Count);
    }

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(1, new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(3, new[] { 3, 6 })]
    [InlineData(8, new int[0])]
    public void Validation_is_filed_with_every_nth_epoch(int every, int[] epochs)
    {
        Linked(new LineTask { Epochs = 7, Validating = every }).Train();

        Assert.Equal(epochs, _points.Where(point => point is { Split: MetricSplit.Validation, Series: "error" }).Select(point => point.Epoch!.Value));
    }

    [Fact]
    public void Test_data_is_read_once_for_all_validations_of_a_training()
    {
        int reads = 0;
        var task = new LineTask { Epochs = 5, Validating = 1, HeldOut = Enumerable.Range(0, 3).Select(x => new Point(x, ++reads)) };

        task.Train();

        Assert.Equal(3, reads);
    }

    [Fact]
    public void Model_after_a_training_is_the_one_saved_last()
    {
        var task = new LineTask { Epochs = 200 };

        task.Train();

        Assert.Equal(["final.model"], task.Snapshot.ModelFiles);
        Assert.Equal((2, 1), (Math.Round(task.Model.Slope, 6), Math.Round(task.Model.Intercept, 6)));
        Assert.Equal(7, (double)task.Eval(new Point(3, 0))!, 6);
    }

    [Fact]
    public void Training_again_begins_with_a_new_model()
    {
        var task = new LineTask { Epochs = 1 };
        task.Train();
        double first = task.Model.Slope;

        task.Train();

        Assert.Equal(first, task.Model.Slope);
    }

    [Fact]
    public void Test_on_other_data_gives_the_averages_and_files_them_only_where_it_is_told_to()
    {
        var task = new LineTask { Epochs = 200 };
        task.Train();

        IReadOnlyDictionary<string, double> averages = task.TestOn([new Point(0, 2), new Point(0, 4)]);

        Assert.Equal(2, averages["error"], 6);
        Assert.Empty(task.Snapshot.Test.Summaries);
        task.TestOn([new Point(0, 2)], task.Snapshot);
        Assert.Equal(1, task.Snapshot.Test.Summaries["error"].Last, 6);
    }

    [Fact]
    public void Test_files_each_value_beside_the_average()
    {
        var task = new LineTask { Epochs = 200 };
        task.Train();

        task.TestOn([new Point(0, 2), new Point(0, 5)], task.Snapshot);

        IReadOnlyDictionary<string, SeriesSummary> results = task.Snapshot.Test.Summaries;
        Assert.Equal(["error", "error_data"], results.Keys);
        Assert.Equal((2L, 1.0, 4.0), (results["error_data"].Count, Math.Round(results["error_data"].Min, 6), Math.Round(results["error_data"].Last, 6)));
        Assert.Equal(results["error"].Last, results["error_data"].Mean, 6);
    }

    [Fact]
    public void Test_files_the_averages_alone_where_the_task_wants_no_more()
    {
        var task = new LineTask { Keeping = false };
        task.Train();

        task.Test();

        Assert.Equal(["error"], task.Snapshot.Test.Summaries.Keys);
    }

    [Fact]
    public void Validation_files_the_averages_alone()
    {
        var task = new LineTask { Epochs = 2, Validating = 1 };
        task.Train();

        Assert.Equal(["error"], task.Snapshot.Validation.Summaries.Keys);
        Assert.Empty(task.Snapshot.Test.Summaries);
    }

    [Fact]
    public void Steps_that_are_missing_are_named()
    {
        var task = new BareTask();
        task.Train();

        Assert.Equal("TestData", Assert.Throws<TaskMethodMissingException>(task.Test).Method);
        Assert.Equal("LoadSamples", Assert.Throws<TaskMethodMissingException>(() => task.EvalPath("a", "b")).Method);
        Assert.Equal("Evaluate", Assert.Throws<TaskMethodMissingException>(() => task.TestOn([1])).Method);
        Assert.Equal(2, task.Eval(1));
        Assert.Contains("'Int32'", Assert.Throws<ArgumentException>(() => task.Eval("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Epochs_may_be_none_but_not_fewer()
    {
        var task = new LineTask { Epochs = 0 };
        task.Train();

        Assert.Equal(["final.model"], task.Snapshot.ModelFiles);
        Assert.Equal(0, task.Model.Slope);
        Assert.Throws<ArgumentOutOfRangeException>(new LineTask { Epochs = -1 }.Train);
        Assert.Throws<ArgumentOutOfRangeException>(new LineTask { Validating = -1 }.Train);
    }

    [Fact]
    public void Training_that_fails_leaves_no_half_trained_model_behind()
    {
        var task = new LineTask { Loss = _ => throw new InvalidOperationException() };

        Assert.Throws<InvalidOperationException>(task.Train);

        Assert.Throws<FileNotFoundException>(() => task.Model);
    }

    [Fact]
    public void Context_is_there_in_a_training_alone()
    {
        var task = new LineTask();
        task.Train();

        Assert.Throws<InvalidOperationException>(() => task.Where);
    }

    [Fact]
    public void Data_without_a_sample_is_an_error()
    {
        Assert.Contains("empty in epoch 1", Assert.Throws<InvalidOperationException>(new LineTask { Training = [] }.Train).Message, StringComparison.Ordinal);
        var task = new LineTask();
        task.Train();
        Assert.Throws<InvalidOperationException>(() => task.TestOn([]));
    }

    [Fact]
    public void Data_that_can_be_gone_through_only_once_is_an_error()
    {
        var once = new Queue<Point>(LineTask.Points);
        IEnumerable<Point> Drain()
        {
            while (once.TryDequeue(out Point point))
            {
                yield return point;
            }
        }

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(new LineTask { Training = Drain() }.Train);

        Assert.Contains("empty in epoch 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_ends_the_training_at_the_next_iteration()
    {
        using var cancellation = new CancellationTokenSource();
        int iterations = 0;
        LineTask task = Linked(new LineTask { Epochs = 1000 }, cancellation);
        task.Loss = context =>
        {
            if (++iterations == 6)
            {
                cancellation.Cancel();
            }

            return 0;
        };

        Assert.Throws<OperationCanceledException>(task.Train);

        Assert.Equal(6, iterations);
        Assert.Empty(task.Snapshot.ModelFiles);
    }

    [Fact]
    public void Dry_run_takes_one_of_each_and_stores_nothing()
    {
        RecordingTask task = Linked(new RecordingTask { Epochs = 50, Validating = 10 }, isDryRun: true);
        task.Added.Add(new CheckpointCallback());

        task.Train();

        Assert.Equal(1, task.Calls.Count(call => call == "TrainIteration"));
        Assert.Equal(2, task.Calls.Count(call => call == "TestOne"));
        Assert.Contains("LoadModel", task.Calls);
        Assert.Empty(_points);
        Assert.Empty(task.Snapshot.ModelFiles);
    }

    [Fact]
    public void Numbers_in_a_file_of_results_have_a_decimal_point_in_every_culture()
    {
        using var folder = new TemporaryFolder();
        var task = new LineTask { Epochs = 1 };
        task.Train();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            task.EvalPath(folder.Write("in.txt", "0.5\n"), folder.At("out.txt"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal((double)task.Eval(new Point(0.5, 0))!, double.Parse(File.ReadAllText(folder.At("out.txt")), CultureInfo.InvariantCulture));
    }

    private T Linked<T>(T task, CancellationTokenSource? cancellation = null, bool isDryRun = false)
        where T : FlamTask
    {
        task.Link(
            new TaskSnapshot(_points.Add, new ModelFilesInMemory(), SnapshotContent.Empty),
            new TaskRun(TaskVerb.Train, new DataInFolders([]), new ProgressMeter("", null), cancellation?.Token ?? default) { IsDryRun = isDryRun });
        return task;
    }

    private sealed class BareTask : ModelTask<string, int, int>
    {
        protected override string CreateModel() => "";

        protected override void SaveModel(string model, Stream file) => file.WriteByte(1);

        protected override string LoadModel(Stream file) => "";

        protected override IEnumerable<int> TrainingData() => [1];

        protected override int Forward(int sample) => sample + 1;

        protected override void Backward(int sample, int output, NamedValues losses) => losses.Add("loss", 1);
    }
}
