using System.Collections.Concurrent;
using Flammable.Errors;
using Flammable.Serving;
using Flammable.Tests.Fixtures;
using static Flammable.Tests.Serving.Serving;

namespace Flammable.Tests.Serving;

/// <summary>Samples that are evaluated together.</summary>
public sealed class BatchTests : IDisposable
{
    private readonly Serving _serving = new();

    public void Dispose() => _serving.Dispose();

    [Fact]
    public async Task Samples_that_come_together_are_evaluated_together_up_to_the_maximum()
    {
        using ModelHost host = _serving.Serve(
            Batching("[.. samples.Select(one => (object?)samples.Count)]"),
            new ServingOptions { MaxBatchSize = 4, MaxBatchWait = TimeSpan.FromSeconds(30) });
        var sizes = new ConcurrentQueue<int>();
        host.BatchEvaluated = sizes.Enqueue;

        EvalAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Begin(host, $"{i}")));

        Assert.All(answers, answer => Assert.Equal("4", Text(answer)));
        Until.True(() => sizes.Count == 2, "both batches are told");
        Assert.Equal([4, 4], sizes);
    }

    [Fact]
    public void Batch_waits_for_more_only_for_its_time()
    {
        using ModelHost host = _serving.Serve(
            Batching("[.. samples.Select(one => (object?)samples.Count)]"),
            new ServingOptions { MaxBatchSize = 4, MaxBatchWait = TimeSpan.FromMilliseconds(1) });

        Assert.Equal("1", Ask(host, "7"));
    }

    [Fact]
    public async Task Sample_that_fails_its_batch_fails_alone()
    {
        using ModelHost host = _serving.Serve(
            Batching("samples.Contains(2.0) ? throw new InvalidOperationException() : samples"),
            new ServingOptions { MaxBatchSize = 4, MaxBatchWait = TimeSpan.FromSeconds(30) });

        Task<EvalAnswer>[] calls = [.. Enumerable.Range(0, 4).Select(i => Begin(host, $"{i}"))];
        ServingException error = await Assert.ThrowsAsync<ServingException>(() => calls[2]);

        Assert.Equal(ServingProblem.TaskFailed, error.Problem);
        Assert.Equal(["0", "1", "3"], [Text(await calls[0]), Text(await calls[1]), Text(await calls[3])]);
    }

    [Fact]
    public async Task Results_that_are_too_few_are_nobodys()
    {
        using ModelHost host = _serving.Serve(
            Batching("[samples[0]]"), new ServingOptions { MaxBatchSize = 2, MaxBatchWait = TimeSpan.FromSeconds(30) });

        EvalAnswer[] answers = await Task.WhenAll(Begin(host, "1"), Begin(host, "2"));

        Assert.Equal(["1", "2"], answers.Select(Text));
    }

    [Fact]
    public async Task Samples_of_a_task_that_has_no_batches_do_not_wait_for_each_other()
    {
        using ModelHost host = _serving.Serve(Evaluating("x"), new ServingOptions { MaxBatchWait = TimeSpan.FromMinutes(1) });

        Assert.Equal("1", Text(await Begin(host, "1").WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task ModelTask_evaluates_batches_where_it_overrides_EvalSamples()
    {
        string plain = ServedModelTask("");
        string batching = ServedModelTask(
            "protected override IReadOnlyList<object?> EvalSamples(IReadOnlyList<double> samples) => [.. samples.Select(one => (object?)(one * 100 + samples.Count))];");
        using ModelHost alone = _serving.Serve(plain, new ServingOptions { MaxBatchWait = TimeSpan.FromMinutes(1) });
        using ModelHost together = _serving.Serve(batching, new ServingOptions { MaxBatchSize = 2, MaxBatchWait = TimeSpan.FromSeconds(30) });

        EvalAnswer single = await Begin(alone, "3.5").WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        EvalAnswer[] answers = await Task.WhenAll(Begin(together, "1"), Begin(together, "2"));

        Assert.Equal("7", Text(single));
        Assert.Equal(["102", "202"], answers.Select(Text));
    }

    [Fact]
    public async Task Samples_of_a_batch_that_failed_have_the_time_of_an_answer_each()
    {
        using ModelHost host = _serving.Serve(
            Batching("samples.Any(one => one is \"bad\") ? throw new InvalidOperationException() : Pause(samples)", """
                private static IReadOnlyList<object?> Pause(IReadOnlyList<object?> samples) { Thread.Sleep(750); return samples; }
            """),
            new ServingOptions { MaxBatchSize = 8, MaxBatchWait = TimeSpan.FromSeconds(30), Timeout = Patience });

        Task<EvalAnswer>[] answers = [.. Enumerable.Range(0, 8).Select(i => host.EvalStreamedAsync(Json(i == 0 ? "\"bad\"" : $"{i}"), TestContext.Current.CancellationToken))];

        Assert.Equal(ServingProblem.TaskFailed, (await Assert.ThrowsAsync<ServingException>(() => answers[0])).Problem);
        Assert.Equal(Enumerable.Range(1, 7).Select(i => $"{i}"), (await Task.WhenAll(answers[1..])).Select(Text));
    }

    private static string Batching(string expression, string members = "") => TaskCode.Task(
        $$"""
            {{members}}
            public override void Train() { }
            public override IReadOnlyList<object?> EvalBatch(IReadOnlyList<object?> samples) => {{expression}};
        """,
        "BatchTask");

    private static string ServedModelTask(string members) =>
        $$"""
        using Flammable.Training;

        public sealed class DoublingTask : ModelTask<string, double, double>
        {
            public DoublingTask() => Epochs = 1;
            protected override string CreateModel() => "model";
            protected override void SaveModel(string model, Stream file) => file.WriteByte(1);
            protected override string LoadModel(Stream file) => "model";
            protected override IEnumerable<double> TrainingData() => [1];
            protected override double Forward(double sample) => sample * 2;
            protected override void Backward(double sample, double output, NamedValues losses) => losses.Add("loss", 0);
            {{members}}
        }
        """;
}
