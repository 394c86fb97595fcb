using Flammable.Errors;
using Flammable.Serving;
using Flammable.Tests.Fixtures;
using static Flammable.Tests.Serving.Serving;

namespace Flammable.Tests.Serving;

/// <summary>Full queues, hanging tasks.</summary>
public sealed class BusyHostTests : IDisposable
{
    private readonly Serving _serving = new();

    public void Dispose() => _serving.Dispose();

    [Fact]
    public async Task Sample_that_finds_the_queue_full_is_refused_and_one_that_may_wait_waits()
    {
        var gate = new Gate(_serving.Experiment.Root);
        using ModelHost host = _serving.Serve(AtGate(gate), new ServingOptions { QueueLength = 1 });
        Task<EvalAnswer> running = Begin(host, "1");
        gate.WaitUntilReached();
        Task<EvalAnswer> queued = Begin(host, "2");

        Task<EvalAnswer> waiting = Begin(host, "3", waitForRoom: true);
        ServingException error = await Assert.ThrowsAsync<ServingException>(() => Begin(host, "4"));
        Assert.Equal((1, 1), (host.Running, host.Waiting));
        gate.Open();

        Assert.Equal(ServingProblem.QueueFull, error.Problem);
        Assert.Equal(["1", "2", "3"], [Text(await running), Text(await queued), Text(await waiting)]);
    }

    [Fact]
    public async Task Worker_that_hangs_is_replaced_and_the_others_wait_is_not_in_vain()
    {
        using ModelHost host = _serving.Serve(
            Evaluating("Hang(x)", "private double Hang(double x) { if (x == 1) { Run.Cancellation.WaitHandle.WaitOne(); } return x; }"),
            new ServingOptions { Timeout = Patience });

        Task<EvalAnswer> hanging = Begin(host, "1");
        ServingException error = await Assert.ThrowsAsync<ServingException>(() => hanging);

        Assert.Equal(ServingProblem.TimedOut, error.Problem);
        Until.True(() => host.Replaced == 1 && host.IsReady, "the worker is replaced");
        Assert.Equal("2", Ask(host, "2"));
        Until.True(() => host.LeftBehind == 0, "the task has ended when it was asked to");
        Assert.Contains(_serving.Experiment.Events.Warnings, warning => warning.EndsWith("did not answer within 4 s; its worker is replaced.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Worker_that_does_not_end_is_left_behind_and_counted()
    {
        string stop = Path.Combine(_serving.Experiment.Root, "stop");
        using ModelHost host = _serving.Serve(
            Evaluating("Hang(x)", $$"""private static double Hang(double x) { while (x == 1 && !File.Exists(@"{{stop}}")) { Thread.Sleep(10); } return x; }"""),
            new ServingOptions { Timeout = Patience });

        await Assert.ThrowsAsync<ServingException>(() => Begin(host, "1"));

        Until.True(() => host.LeftBehind == 1, "the worker is left behind");
        Until.True(() => host.IsReady, "another worker is there");
        Assert.Equal("2", Ask(host, "2"));
        await File.WriteAllTextAsync(stop, "", TestContext.Current.CancellationToken);
        Until.True(() => host.LeftBehind == 0, "the worker has ended");
    }

    [Fact]
    public async Task Worker_is_replaced_though_its_model_takes_longer_to_load_than_an_answer_may()
    {
        string slow = Path.Combine(_serving.Experiment.Root, "slow");
        using ModelHost host = _serving.Serve(
            Evaluating("Hang(x)", $$"""
                public ServedTask() { if (File.Exists(@"{{slow}}")) { Thread.Sleep(2000); } }
                private double Hang(double x) { if (x == 1) { Run.Cancellation.WaitHandle.WaitOne(); } return x; }
            """),
            new ServingOptions { Timeout = TimeSpan.FromSeconds(1) });
        File.WriteAllText(slow, "");

        await Assert.ThrowsAsync<ServingException>(() => Begin(host, "1"));

        Until.True(() => host.Replaced == 1 && host.IsReady, "the worker is replaced");
    }

    [Fact]
    public async Task Sample_that_nobody_waits_for_any_more_is_never_evaluated()
    {
        var gate = new Gate(_serving.Experiment.Root);
        using ModelHost host = _serving.Serve(AtGate(gate, "Console.WriteLine($\"asked {x}\");"), new ServingOptions { Timeout = TimeSpan.FromSeconds(60) });
        Task<EvalAnswer> running = Begin(host, "1");
        gate.WaitUntilReached();
        using var gone = new CancellationTokenSource();
        Task<EvalAnswer> queued = host.EvalAsync(Json("2"), waitForRoom: false, gone.Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        gate.Open();

        Assert.Equal("1", Text(await running));
        Assert.Equal("3", Ask(host, "3"));
        Assert.Equal(["asked 1", "asked 3"], _serving.Experiment.Events.Log);
    }

    [Fact]
    public async Task Samples_of_a_stream_wait_for_each_other_longer_than_an_answer_may_take()
    {
        using ModelHost host = _serving.Serve(
            Evaluating("Pause(x)", "private static double Pause(double x) { Thread.Sleep(300); return x; }"),
            new ServingOptions { QueueLength = 10, Timeout = Patience });

        string[] samples = [.. Enumerable.Range(0, 20).Select(i => $"{i}")];
        EvalAnswer[] answers = await Task.WhenAll(samples.Select(sample => host.EvalStreamedAsync(Json(sample), TestContext.Current.CancellationToken)));

        Assert.Equal(samples, answers.Select(Text));
    }

    [Fact]
    public async Task Sample_of_a_stream_that_hangs_costs_its_own_answer_alone()
    {
        using ModelHost host = _serving.Serve(
            Evaluating("Hang(x)", "private double Hang(double x) { if (x == 1) { Run.Cancellation.WaitHandle.WaitOne(); } return x; }"),
            new ServingOptions { Timeout = Patience });

        Task<EvalAnswer>[] answers = [.. new[] { "1", "2", "3" }.Select(sample => host.EvalStreamedAsync(Json(sample), TestContext.Current.CancellationToken))];

        ServingException error = await Assert.ThrowsAsync<ServingException>(() => answers[0]);
        Assert.Equal(ServingProblem.TimedOut, error.Problem);
        Assert.Equal(["2", "3"], [Text(await answers[1]), Text(await answers[2])]);
    }

    [Fact]
    public void Thread_of_the_task_that_fails_costs_its_worker_alone()
    {
        using ModelHost host = _serving.Serve(Evaluating(
            "Leave(x)",
            "private static double Leave(double x) { if (x == 1) { new Thread(() => throw new InvalidOperationException(\"left\")).Start(); } return x; }"));

        Ask(host, "1");

        Until.True(() => host.Replaced == 1 && host.IsReady, "the worker is replaced");
        Assert.Equal("2", Ask(host, "2"));
    }
}
