using Flammable.Processes;

namespace Flammable.Tests.Processes;

/// <summary>Programs that take several samples in a line.</summary>
public sealed class ServeBatchTests : IDisposable
{
    private DirectTask? _task;

    public ServeBatchTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts of this test are run by sh.");

    public void Dispose() => _task?.Close();

    [Fact]
    public void Results_keep_the_order_of_their_samples()
    {
        Answering("""{"results":[1,"two",[3,4],null]}""");

        Assert.Equal([1.0, "two", new[] { 3.0, 4 }, null], _task!.EvalBatch(["a", "b", "c", "d"]));
    }

    [Fact]
    public void Numbers_are_a_result_each()
    {
        Answering("""{"results":[1,NaN]}""");

        Assert.Equal([1.0, double.NaN], _task!.EvalBatch(["a", "b"]));
    }

    [Fact]
    public void Single_sample_is_a_batch_of_one()
    {
        Answering("""{"results":[5]}""");

        Assert.Equal(5.0, _task!.Eval("a"));
    }

    [Theory]
    [InlineData("""{"results":[1]}""", "its 'results' are not 2")]
    [InlineData("""{"results":5}""", "its 'results' are not 2")]
    [InlineData("""{"result":[1,2]}""", "it has none of 'results', 'error', 'failure'")]
    public void Other_number_of_results_is_no_answer(string answer, string why)
    {
        Answering(answer);

        Assert.Contains(why, Assert.Throws<CommandFailedException>(() => _task!.EvalBatch(["a", "b"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_is_that_of_all_of_them()
    {
        Answering("""{"error":"no"}""");

        Assert.Equal("sample", Assert.Throws<ArgumentException>(() => _task!.EvalBatch(["a", "b"])).ParamName);
    }

    [Fact]
    public void Task_whose_program_takes_one_sample_a_line_evaluates_one_after_the_other()
    {
        _task = new DirectTask("""{"result":1}""", batches: false);

        Assert.False(_task.HasBatches);
        Assert.Equal([1.0, 1.0], _task.EvalBatch(["a", "b"]));
    }

    private void Answering(string answer) => Assert.True((_task = new DirectTask(answer, batches: true)).HasBatches);

    private sealed class DirectTask(string answer, bool batches) : ProcessTask
    {
        protected override bool ServesBatches => batches;

        protected override string? ServeCommand =>
            $"sh -c 'while read -r line; do echo \"$0\"; done' '{answer.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}'";
    }
}
