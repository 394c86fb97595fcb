using Flammable.Errors;
using Flammable.Serving;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using static Flammable.Tests.Serving.Serving;

namespace Flammable.Tests.Serving;

/// <summary>The model is changed while it answers.</summary>
public sealed class SwapTests : IDisposable
{
    private readonly Serving _serving = new();

    public void Dispose() => _serving.Dispose();

    [Fact]
    public async Task No_sample_is_lost_and_each_is_answered_by_the_snapshot_that_it_names()
    {
        Snapshot first = _serving.Train(Evaluating("x + 1000"));
        Snapshot second = _serving.Train(Evaluating("x + 2000"));
        using ModelHost host = _serving.Serve(first, new ServingOptions { Workers = 2 });
        using var enough = new CancellationTokenSource();
        Task<int>[] clients = [.. Enumerable.Range(0, 4).Select(client => Task.Run(() => AskUntil(enough.Token)))];

        for (int i = 0; i < 10; i++)
        {
            host.Swap(i % 2 == 0 ? second : first, TestContext.Current.CancellationToken);
        }

        await enough.CancelAsync();
        Assert.All(await Task.WhenAll(clients), count => Assert.True(count > 0));
        Assert.Equal(first.Name, host.Snapshot.Name);
        Assert.Equal("1005", Ask(host, "5"));

        async Task<int> AskUntil(CancellationToken end)
        {
            int count = 0;
            while (!end.IsCancellationRequested || count == 0)
            {
                EvalAnswer answer = await Begin(host, $"{count % 100}");
                int expected = (answer.Snapshot.Name == first.Name ? 1000 : 2000) + (count++ % 100);
                Assert.Equal($"{expected}", Text(answer));
            }

            return count;
        }
    }

    [Theory]
    [InlineData("public ServedTask() => throw new InvalidOperationException();", typeof(TaskFailedException))]
    [InlineData("", typeof(SnapshotStoreException))]
    public void Snapshot_that_cannot_be_loaded_leaves_the_old_one_answering(string members, Type expected)
    {
        using ModelHost host = _serving.Serve(Evaluating("x"));
        Snapshot broken = members.Length == 0 ? WithoutModel() : BrokenLater();

        Exception? error = Record.Exception(() => host.Swap(broken, TestContext.Current.CancellationToken));

        Assert.IsType(expected, error);
        Assert.Equal("3", Ask(host, "3"));
        _serving.Experiment.Library.Remove(broken, cancellation: TestContext.Current.CancellationToken);

        // A task whose constructor fails only when it is loaded to be served.
        Snapshot BrokenLater()
        {
            string mark = Path.Combine(_serving.Experiment.Root, "broken");
            Snapshot snapshot = _serving.Train(Evaluating("x", $$"""public ServedTask() { if (File.Exists(@"{{mark}}")) { throw new InvalidOperationException(); } }"""));
            File.WriteAllText(mark, "");
            return snapshot;
        }

        Snapshot WithoutModel()
        {
            Snapshot snapshot = _serving.Train(Evaluating("x + 0").Replace(
                "Train() { }", "Train() => Snapshot.SaveModel(\"final.bin\", file => file.WriteByte(1));", StringComparison.Ordinal));
            File.Delete(Path.Combine(snapshot.Path, "final.bin"));
            return snapshot;
        }
    }

    [Fact]
    public void Snapshot_that_is_not_served_any_more_is_let_go()
    {
        Snapshot first = _serving.Train(Evaluating("x"));
        Snapshot second = _serving.Train(Evaluating("-x"));
        using ModelHost host = _serving.Serve(first);
        Ask(host, "1");

        host.Swap(second, TestContext.Current.CancellationToken);

        RemoveWhenFree(first);
        Assert.Equal("-1", Ask(host, "1"));
    }

    [Fact]
    public async Task Worker_that_hangs_is_given_up_although_its_model_is_served_no_more()
    {
        Snapshot first = _serving.Train(Evaluating(
            "Hang(x)", """private double Hang(double x) { Console.WriteLine("asked"); Run.Cancellation.WaitHandle.WaitOne(); return x; }"""));
        Snapshot second = _serving.Train(Evaluating("-x"));
        using ModelHost host = _serving.Serve(first, new ServingOptions { Timeout = Patience });
        Task<EvalAnswer> hanging = Begin(host, "1");
        Until.True(() => _serving.Experiment.Events.Log.Any(), "the task hangs");

        host.Swap(second, TestContext.Current.CancellationToken);
        ServingException error = await Assert.ThrowsAsync<ServingException>(() => hanging);

        Assert.Equal(ServingProblem.TimedOut, error.Problem);
        RemoveWhenFree(first);
    }

    [Fact]
    public void Task_that_fails_when_it_is_stopped_is_swapped_out_all_the_same()
    {
        Snapshot first = _serving.Train(Evaluating(
            "Prepare(x)", "private double Prepare(double x) { Run.Cancellation.Register(() => throw new InvalidOperationException(\"no end\")); return x; }"));
        Snapshot second = _serving.Train(Evaluating("-x"));
        using ModelHost host = _serving.Serve(first);
        Ask(host, "1");

        host.Swap(second, TestContext.Current.CancellationToken);

        RemoveWhenFree(first);
        Assert.Equal("-1", Ask(host, "1"));
        Assert.Contains(_serving.Experiment.Events.Warnings, warning => warning.Contains("no end", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Host_that_ends_stops_a_swap_whose_loading_hangs(bool isStopped)
    {
        string mark = Path.Combine(_serving.Experiment.Root, "hang");
        string reached = Path.Combine(_serving.Experiment.Root, "reached");
        Snapshot hanging = _serving.Train(Evaluating(
            "x", $$"""public ServedTask() { if (File.Exists(@"{{mark}}")) { File.WriteAllText(@"{{reached}}", ""); Thread.Sleep(Timeout.Infinite); } }"""));
        using ModelHost host = _serving.Serve(Evaluating("-x"));
        File.WriteAllText(mark, "");
        Task swap = Task.Run(() => host.Swap(hanging, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Until.True(() => File.Exists(reached), "the task hangs");

        if (isStopped)
        {
            Assert.True(host.Stop(TimeSpan.FromMinutes(1)));
        }
        else
        {
            host.Dispose();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => swap.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Code_that_was_swapped_out_is_collected()
    {
        Snapshot first = _serving.Train(Evaluating("x"));
        Snapshot second = _serving.Train(Evaluating("-x"));
        ModelHost? host = null;
        WeakReference context = LoadedContext.Of(() =>
        {
            host = _serving.Serve(first);
            Ask(host, "1");
        });

        using (host)
        {
            host!.Swap(second, TestContext.Current.CancellationToken);
            Assert.Equal("-1", Ask(host, "1"));

            Until.Collected(context);
        }
    }

    [Fact]
    public void Code_of_a_host_that_was_disposed_is_collected()
    {
        Snapshot snapshot = _serving.Train(Evaluating("x"));

        WeakReference context = LoadedContext.Of(() =>
        {
            using ModelHost host = _serving.Serve(snapshot);
            Ask(host, "1");
        });

        Until.Collected(context);
    }

    private void RemoveWhenFree(Snapshot snapshot) => Until.True(
        () => Record.Exception(() => _serving.Experiment.Library.Remove(snapshot, cancellation: TestContext.Current.CancellationToken)) is null,
        "the snapshot is free");
}
