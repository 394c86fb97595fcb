using Flammable.Errors;
using Flammable.Serving;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using static Flammable.Tests.Serving.Serving;

namespace Flammable.Tests.Serving;

public sealed class ModelHostTests : IDisposable
{
    private readonly Serving _serving = new();

    public void Dispose() => _serving.Dispose();

    [Fact]
    public async Task Samples_are_evaluated_with_the_snapshots_own_code_and_the_answer_names_it()
    {
        Snapshot snapshot = _serving.Train(Evaluating("x * 2"));
        _serving.Experiment.Write("Task.cs", Evaluating("x * 3"));
        using ModelHost host = _serving.Serve(snapshot);

        EvalAnswer answer = await Begin(host, "21");

        Assert.Equal(("42", snapshot.Name), (Text(answer), answer.Snapshot.Name));
    }

    [Fact]
    public async Task Many_samples_at_once_each_get_their_own_answer()
    {
        using ModelHost host = _serving.Serve(Evaluating("x"), new ServingOptions { Workers = 3, QueueLength = 5 });

        EvalAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Begin(host, $"{i}", waitForRoom: true)));

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), answers.Select(Text));
    }

    [Fact]
    public async Task Every_worker_has_a_task_of_its_own_that_is_used_by_one_thread_at_a_time()
    {
        using ModelHost host = _serving.Serve(
            Evaluating(
                "Use()",
                """
                private readonly string _name = Guid.NewGuid().ToString();
                private int _inside;
                private string Use()
                {
                    bool alone = Interlocked.Increment(ref _inside) == 1;
                    Thread.Sleep(20);
                    Interlocked.Decrement(ref _inside);
                    return alone ? _name : "not alone";
                }
                """),
            new ServingOptions { Workers = 2 });

        EvalAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Begin(host, $"{i}")));

        string[] names = [.. answers.Select(Text).Distinct()];
        Assert.Equal(2, names.Length);
        Assert.DoesNotContain("\"not alone\"", names);
    }

    [Fact]
    public async Task Sample_that_fails_fails_alone_and_tells_the_client_nothing_of_the_task()
    {
        using ModelHost host = _serving.Serve(Evaluating("x == 1 ? throw new InvalidOperationException(\"secret /etc/passwd\") : x"));

        Task<EvalAnswer>[] calls = [.. Enumerable.Range(0, 3).Select(i => Begin(host, $"{i}"))];
        ServingException error = await Assert.ThrowsAsync<ServingException>(() => calls[1]);

        Assert.Equal(ServingProblem.TaskFailed, error.Problem);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["0", "2"], [Text(await calls[0]), Text(await calls[2])]);
        Assert.Contains(_serving.Experiment.Events.Warnings, warning => warning.Contains("secret /etc/passwd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sample_that_the_task_refuses_is_told_in_the_tasks_words()
    {
        using ModelHost host = _serving.Serve(Evaluating("double.IsNaN(x) ? throw new ArgumentException(\"A sample is a number.\", nameof(sample)) : x"));

        ServingException error = await Assert.ThrowsAsync<ServingException>(() => Begin(host, "\"text\""));

        Assert.Equal((ServingProblem.SampleRefused, "A sample is a number."), (error.Problem, error.Message));
    }

    [Fact]
    public void What_the_task_prints_is_told()
    {
        using ModelHost host = _serving.Serve(Evaluating("Print(x)", "private static double Print(double x) { Console.WriteLine($\"asked {x}\"); return x; }"));

        Ask(host, "7");

        Assert.Contains("asked 7", _serving.Experiment.Events.Log);
    }

    [Fact]
    public void Snapshot_is_not_removed_as_long_as_it_is_served()
    {
        Snapshot snapshot = _serving.Train(Evaluating("x"));
        using (_serving.Serve(snapshot))
        {
            var error = Assert.Throws<SnapshotStateException>(() => _serving.Experiment.Library.Remove(snapshot, cancellation: TestContext.Current.CancellationToken));
            Assert.Equal(SnapshotStateProblem.InUse, error.Problem);
        }

        _serving.Experiment.Library.Remove(snapshot, cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Task_without_Eval_is_not_served()
    {
        var error = Assert.Throws<TaskMethodMissingException>(() => _serving.Serve(TaskCode.Counting()));

        Assert.Equal("Eval", error.Method);
        Assert.True(_serving.Experiment.Test().IsTested);
    }

    [Fact]
    public void Snapshot_whose_model_is_gone_is_not_served()
    {
        Snapshot snapshot = _serving.Train(Evaluating("x").Replace("Train() { }", "Train() => Snapshot.SaveModel(\"final.bin\", file => file.WriteByte(1));", StringComparison.Ordinal));
        File.Delete(Path.Combine(snapshot.Path, "final.bin"));

        Assert.Throws<SnapshotStoreException>(() => _serving.Serve(snapshot));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void Options_out_of_range_are_refused(int workers, int queueLength, int seconds) => Assert.Throws<ArgumentOutOfRangeException>(() => _serving.Serve(
        Evaluating("x"), new ServingOptions { Workers = workers, QueueLength = queueLength, Timeout = TimeSpan.FromSeconds(seconds) }));
}
