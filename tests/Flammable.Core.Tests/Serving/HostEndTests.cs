using Flammable.Errors;
using Flammable.Serving;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using static Flammable.Tests.Serving.Serving;

namespace Flammable.Tests.Serving;

/// <summary>A host is stopped, or disposed.</summary>
public sealed class HostEndTests : IDisposable
{
    private readonly Serving _serving = new();

    public void Dispose() => _serving.Dispose();

    [Fact]
    public async Task Stop_waits_for_what_was_accepted_and_takes_no_more()
    {
        var gate = new Gate(_serving.Experiment.Root);
        using ModelHost host = _serving.Serve(AtGate(gate));
        Task<EvalAnswer>[] accepted = [Begin(host, "1"), Begin(host, "2")];
        gate.WaitUntilReached();

        Assert.False(host.Stop(TimeSpan.FromMilliseconds(50)));
        ServingException error = await Assert.ThrowsAsync<ServingException>(() => Begin(host, "3"));
        gate.Open();

        Assert.True(host.Stop(TimeSpan.FromMinutes(1)));
        Assert.Equal(ServingProblem.Stopping, error.Problem);
        Assert.Equal(["1", "2"], [Text(await accepted[0]), Text(await accepted[1])]);
        Assert.False(host.IsReady);
    }

    [Fact]
    public async Task Dispose_ends_what_waits_and_what_runs_longer_than_a_stopped_task_may()
    {
        using ModelHost host = _serving.Serve(Evaluating(
            "Wait(x)",
            """private double Wait(double x) { Console.WriteLine($"asked {x}"); Run.Cancellation.WaitHandle.WaitOne(); return x; }"""));
        Task<EvalAnswer> running = Begin(host, "1");
        Until.True(() => _serving.Experiment.Events.Log.Contains("asked 1"), "the task is busy");
        Task<EvalAnswer> waiting = Begin(host, "2");

        host.Dispose();

        ServingException[] errors = [await Assert.ThrowsAsync<ServingException>(() => running), await Assert.ThrowsAsync<ServingException>(() => waiting)];
        Assert.All(errors, error => Assert.Equal(ServingProblem.Stopping, error.Problem));
        Assert.Equal(["asked 1"], _serving.Experiment.Events.Log);
        _serving.Experiment.Library.Remove(_serving.Experiment.Library.GetSnapshot("last"), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Dispose_lets_a_short_evaluation_finish()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a program that does nothing");
        // A task with a program says itself how long it may go on. The half second of others is short on a busy machine.
        using ModelHost host = _serving.Serve("""
            public sealed class PauseTask : Flammable.Processes.ProcessTask
            {
                protected override TimeSpan StopTimeout => TimeSpan.FromMinutes(1);
                protected override string? ServeCommand => "cat";
                public override void Train() { }
                public override object? Eval(object? sample) { Console.WriteLine("asked"); Thread.Sleep(100); return 1; }
            }
            """);
        Task<EvalAnswer> running = Begin(host, "1");
        Until.True(() => _serving.Experiment.Events.Log.Any(), "the task is busy");

        host.Dispose();

        Assert.Equal("1", Text(await running));
    }

    [Fact]
    public async Task Dispose_lets_a_batch_that_waits_for_more_samples_go_without_them()
    {
        using ModelHost host = _serving.Serve(
            TaskCode.Task("public override void Train() { } public override IReadOnlyList<object?> EvalBatch(IReadOnlyList<object?> samples) => samples;", "BatchTask"),
            new ServingOptions { MaxBatchWait = TimeSpan.FromMinutes(1) });
        Task<EvalAnswer> gathered = Begin(host, "1");
        Until.True(() => host.Waiting == 0, "a worker has taken the sample");

        host.Dispose();

        Assert.Equal("1", Text(await gathered.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Dispose_ends_a_sample_that_waits_for_room()
    {
        var gate = new Gate(_serving.Experiment.Root);
        using ModelHost host = _serving.Serve(AtGate(gate), new ServingOptions { QueueLength = 1 });
        Task<EvalAnswer> running = Begin(host, "1");
        gate.WaitUntilReached();
        Task<EvalAnswer>[] waiting = [Begin(host, "2"), Begin(host, "3", waitForRoom: true), Begin(host, "4", waitForRoom: true)];

        host.Dispose();
        gate.Open();

        foreach (Task<EvalAnswer> answer in waiting.Prepend(running))
        {
            ServingException error = await Assert.ThrowsAsync<ServingException>(() => answer.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            Assert.Equal(ServingProblem.Stopping, error.Problem);
        }
    }

    [Fact]
    public async Task Dispose_ends_what_a_model_that_was_swapped_out_still_evaluates()
    {
        Snapshot first = _serving.Train(Evaluating(
            "Wait(x)", """private double Wait(double x) { Console.WriteLine("asked"); Run.Cancellation.WaitHandle.WaitOne(); return x; }"""));
        Snapshot second = _serving.Train(Evaluating("-x"));
        using ModelHost host = _serving.Serve(first);
        Task<EvalAnswer> running = Begin(host, "1");
        Until.True(() => _serving.Experiment.Events.Log.Contains("asked"), "the task is busy");
        host.Swap(second, TestContext.Current.CancellationToken);

        host.Dispose();

        ServingException error = await Assert.ThrowsAsync<ServingException>(() => running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.Equal(ServingProblem.Stopping, error.Problem);
        _serving.Experiment.Library.Remove(first, cancellation: TestContext.Current.CancellationToken);
    }
}
