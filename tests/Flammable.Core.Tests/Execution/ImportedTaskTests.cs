using Flammable.Errors;
using Flammable.Execution;
using Flammable.Tests.Fixtures;
using Flammable.Tests.Training;

namespace Flammable.Tests.Execution;

public sealed class ImportedTaskTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Answer_of_the_tasks_own_type_is_a_dictionary_of_its_properties_without_a_type_of_the_task()
    {
        using ImportedTask task = Import(Evaluating(
            "new Answer(Kind.Large, [new Part(1, null)], new() { [Kind.Small] = 0.5 }, (1, \"a\"), new object(), () => 1)",
            """
            public enum Kind { Small, Large }
            public sealed record Part(int Number, Answer? Whole);
            public sealed record Answer(Kind Kind, Part[] Parts, Dictionary<Kind, double> Shares, (int, string) Pair, object Nothing, Func<int> Call);
            """));

        var answer = Assert.IsType<Dictionary<string, object?>>(task.Ask());

        Assert.Equal("Large", answer["kind"]);
        Assert.Equal(1, Assert.IsType<Dictionary<string, object?>>(Assert.Single((object?[])answer["Parts"]!))["Number"]);
        Assert.Equal(0.5, ((Dictionary<string, object?>)answer["Shares"]!)["Small"]);
        Assert.Equal(new object?[] { 1, "a" }, (object?[])answer["Pair"]!);
        Assert.Equal("System.Object", answer["Nothing"]);
        Assert.IsType<string>(answer["Call"]);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.5f", "1.5")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("null", "null")]
    [InlineData("new[] { 1.5, 2 }", "[1.5,2]")]
    [InlineData("new List<int> { 1, 2 }", "[1,2]")]
    [InlineData("Enumerable.Range(0, 3).Select(i => (object)i)", "[0,1,2]")]
    [InlineData("new[,] { { 1, 2 } }.Length", "2")]
    [InlineData("System.Text.Json.Nodes.JsonNode.Parse(\"{\\\"a\\\": [1, 2.5, true, null, \\\"b\\\"]}\")", "{\"a\":[1,2.5,true,null,\"b\"]}")]
    [InlineData("new SortedDictionary<int, string> { [1] = \"b\" }", "{\"1\":\"b\"}")]
    [InlineData("new Empty()", "\"nothing to see\"")]
    [InlineData("Caught()", "\"what happened\"")]
    [InlineData("new Loop()", "{\"Self\":\"Loop\"}")]
    public void Answer_is_plain(string expression, string expected)
    {
        using ImportedTask task = Import(Evaluating(
            expression,
            """
            public sealed class Empty { public override string ToString() => "nothing to see"; }
            private static Exception Caught() { try { throw new IOException("what happened"); } catch (IOException error) { return error; } }
            public sealed record Loop { public Loop Self => this; }
            """));

        Assert.Equal(expected, System.Text.Json.JsonSerializer.Serialize(task.Ask()));
    }

    [Fact]
    public void Numbers_that_are_returned_are_a_copy()
    {
        using ImportedTask task = Import(Evaluating("_weights", "public double[] _weights = [1, 2];"));

        ((double[])task.Ask()!)[0] = 9;

        Assert.Equal([1, 2], (double[])task.Ask()!);
    }

    [Fact]
    public void Samples_of_a_script_become_what_tasks_take()
    {
        using ImportedTask task = Import(Evaluating(
            """sample switch { double[] n => FormattableString.Invariant($"numbers {n.Sum()}"), double[][] r => $"rows {r.Length}", Dictionary<string, object?> t => $"table {t["a"]!.GetType().Name}", string s => s, int => "int", object?[] o => $"list {o.Length}", _ => "?" }"""));

        Assert.Equal(
            ["numbers 6.5", "rows 2", "table Double[]", "text", "int", "list 2", "numbers 3", "?"],
            new object?[]
            {
                new object[] { 1, 2.5, 3L },
                new object[] { new object[] { 1 }, new object[] { 2 } },
                new System.Collections.Hashtable { ["a"] = new object[] { 1 } },
                "text",
                1,
                new object[] { "a", 1 },
                new List<object?> { (byte)1, 2m },
                new[] { 1, 2 },
            }.Select(sample => task.Ask(sample)));
    }

    [Fact]
    public void Test_gives_the_metrics_without_raw_values()
    {
        using ImportedTask task = Import(ModelTaskCode.Line());

        KeyValuePair<string, double> metric = Assert.Single(task.Measure());

        Assert.Equal("error", metric.Key);
        task.Dispose();
        Assert.Equal(_experiment.Test().Test["error"].Last, metric.Value);
    }

    [Fact]
    public void TestOn_measures_the_samples_of_a_file_and_of_a_list()
    {
        using ImportedTask task = Import(NumberModel);
        string file = _experiment.Write("samples.txt", "1\n2\n6");

        Assert.Equal(3, task.TestOn(file, null, TestContext.Current.CancellationToken)["mean"]);
        Assert.Equal(2, task.TestOn(new object[] { 1, 2.0, "3" }, null, TestContext.Current.CancellationToken)["mean"]);
        Assert.Equal(14.0, task.Ask(7));
    }

    [Fact]
    public void Sample_that_does_not_fit_the_model_is_named()
    {
        using ImportedTask task = Import(NumberModel);

        Assert.Contains(
            "'Double', not 'String'",
            Assert.Throws<TaskFailedException>(() => task.TestOn(new[] { "x" }, null, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_task_cannot_do_is_named()
    {
        using ImportedTask task = Import(TaskCode.Training(""));
        string file = _experiment.Write("in.txt", "");
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        Assert.Equal(
            ["Eval", "Test", "EvalPath", "TestOn", "TestOn"],
            new Action[]
            {
                () => task.Ask(1),
                () => task.Measure(),
                () => task.EvalPath(file, file + ".out", null, cancellation),
                () => task.TestOn(file, null, cancellation),
                () => task.TestOn(new[] { 1 }, null, cancellation),
            }.Select(call => Assert.Throws<TaskMethodMissingException>(call).Method));
        Assert.False(File.Exists(file + ".out"));
    }

    [Fact]
    public void Model_file_that_is_gone_is_named_when_the_task_asks_for_it()
    {
        using ImportedTask task = Import(TaskCode.Counting());
        File.Delete(Path.Combine(task.Snapshot.Path, "final.txt"));

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => task.Measure());

        Assert.Equal(StoreProblem.ModelDamaged, error.Problem);
        Assert.Equal($"The model file '{Path.Combine(task.Snapshot.Path, "final.txt")}' is gone.", error.Message);
    }

    [Fact]
    public void Model_that_a_test_saves_is_seen_by_it_and_stored_nowhere()
    {
        using ImportedTask task = Import(TaskCode.Task(
            """
                public override void Train() => Snapshot.SaveModel("a", file => file.Write("trained"u8));
                public override void Test()
                {
                    Snapshot.SaveModel("b", file => file.Write("tested"u8));
                    Snapshot.DeleteModel("a");
                    using var reader = new StreamReader(Snapshot.OpenModel());
                    Snapshot.Test.Store(reader.ReadToEnd(), Snapshot.ModelFiles.Count);
                }
            """,
            "SavingTask"));

        Assert.Equal([new("tested", 1)], task.Measure());
        Assert.Equal([new("tested", 1)], task.Measure());
        Assert.True(File.Exists(Path.Combine(task.Snapshot.Path, "a")));
        Assert.False(File.Exists(Path.Combine(task.Snapshot.Path, "b")));
    }

    [Fact]
    public void EvalPath_writes_the_output_whole_or_not_at_all()
    {
        using ImportedTask task = Import(TaskCode.Counting(7));
        string input = _experiment.Write("in.txt", "x");
        string output = Path.Combine(_experiment.Root, "out.txt");

        task.EvalPath(input, output, null, TestContext.Current.CancellationToken);

        Assert.Equal("x7", File.ReadAllText(output));
        Assert.Throws<FileNotFoundException>(() => task.EvalPath(input + "?", output, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void EvalPath_never_writes_over_its_input()
    {
        using ImportedTask task = Import(TaskCode.Counting(7));
        string input = _experiment.Write("in.txt", "x");

        IOException error = Assert.Throws<IOException>(() => task.EvalPath(input, input, null, TestContext.Current.CancellationToken));

        Assert.Equal($"The input and the output are the same file '{input}'.", error.Message);
        Assert.Equal("x", File.ReadAllText(input));
    }

    [Fact]
    public async Task Call_that_does_not_stop_is_left_behind_when_it_is_cancelled()
    {
        using ImportedTask task = Import(TaskCode.Task(
            """
                public override void Train() { }
                public override object? Eval(object? sample)
                {
                    if (sample is null) { Console.WriteLine("here"); Thread.Sleep(Timeout.Infinite); }
                    return sample;
                }
            """,
            "SleepingTask"));
        using var cancellation = new CancellationTokenSource();

        Task call = Task.Run(() => task.Eval(null, _experiment.Events, cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => _experiment.Events.Log.Contains("here"), "the task runs");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, task.Ask(1));
    }

    [Fact]
    public void Calls_of_many_threads_wait_for_each_other()
    {
        using ImportedTask task = Import(Evaluating("++_inside + 0 * Leave()", "private int _inside; private int Leave() { Thread.Sleep(1); return --_inside; }"));

        Assert.All(Enumerable.Range(0, 40).AsParallel().WithDegreeOfParallelism(4).Select(sample => task.Ask(sample)), answer => Assert.Equal(1, answer));
    }

    [Fact]
    public void Disposed_task_says_so_and_is_disposed_twice()
    {
        ImportedTask task = Import(TaskCode.Counting());
        task.Dispose();
        task.Dispose();

        Assert.Equal($"The task '{task}' has been disposed. Import it again.", Assert.Throws<ObjectDisposedException>(() => task.Ask(1)).Message);
        Assert.Equal("CountingTask", task.Name);
    }

    private const string NumberModel =
        """
        using Flammable;
        using Flammable.Training;

        public sealed class NumberTask : ModelTask<double, double, double>
        {
            public NumberTask() => Epochs = 0;
            protected override double CreateModel() => 2;
            protected override IEnumerable<double> TrainingData() => [1];
            protected override double Forward(double sample) => Model * sample;
            protected override void Backward(double sample, double output, NamedValues losses) { }
            protected override void Evaluate(double sample, double output, NamedValues metrics) => metrics.Add("mean", sample);
            protected override void SaveModel(double model, Stream file) => file.Write(BitConverter.GetBytes(model));
            protected override double LoadModel(Stream file) => new BinaryReader(file).ReadDouble();
            protected override IEnumerable<double> LoadSamples(string path) => File.ReadLines(path).Select(double.Parse);
        }
        """;

    private static string Evaluating(string expression, string members = "") => TaskCode.Task(
        $$"""
            {{members}}
            public override void Train() { }
            public override object? Eval(object? sample) => {{expression}};
        """,
        "EvalTask");

    private ImportedTask Import(string code)
    {
        _experiment.Write("Task.cs", code);
        return _experiment.Library.Import(_experiment.Train()!, _experiment.Events, TestContext.Current.CancellationToken);
    }
}
