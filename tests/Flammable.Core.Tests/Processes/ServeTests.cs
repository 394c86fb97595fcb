using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Processes;

/// <summary>Programs that stay up and answer samples, as they should.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly ScriptTask _task = new();

    public void Dispose() => _task.Dispose();

    [Fact]
    public void One_process_answers_a_thousand_samples_each_with_its_own_answer()
    {
        using ImportedTask task = _task.ServingPython("""
            def answer(told):
                return {"result": [os.getpid(), told["sample"] * 2]}
            """);

        double[][] answers = [.. Enumerable.Range(0, 1000).Select(sample => (double[])task.Ask(sample)!)];

        Assert.Equal(Enumerable.Range(0, 1000).Select(sample => sample * 2.0), answers.Select(answer => answer[1]));
        Assert.Single(answers.Select(answer => answer[0]).Distinct());
    }

    [Fact]
    public void Program_is_told_what_the_others_are_told_and_runs_on_captured_code()
    {
        _task
            .Manifest("""
                {
                  "train": "./train.sh", "serve": ["./serve.sh", "{rate}", "{data:a.csv}"],
                  "parameters": { "rate": 0.5 }, "data": ["a.csv"]
                }
                """)
            .Script("train.sh", """printf 42 > "$FLAMMABLE_SNAPSHOT/m.txt"; echo '{"model":"m.txt"}' >> "$FLAMMABLE_REPORT" """)
            .Script("serve.sh", """
                while read -r line; do
                    echo "{\"result\":[\"$FLAMMABLE_VERB\",\"$FLAMMABLE_SEED\",\"$1\",\"$(cat "$2")\",\"$(cat "$FLAMMABLE_SNAPSHOT/m.txt")\",\"$(cat part.txt)\"]}"
                done
                """);
        File.WriteAllText(Path.Combine(_task.Folder, "a.csv"), "data");
        File.WriteAllText(Path.Combine(_task.Folder, "part.txt"), "captured");
        Snapshot snapshot = _task.Train(new TrainRequest(_task.Folder) { Seed = 7, Parameters = new Dictionary<string, object?> { ["rate"] = 0.25 } });
        File.WriteAllText(Path.Combine(_task.Folder, "part.txt"), "edited");
        using ImportedTask task = _task.Library.Import(snapshot, _task.Events, TestContext.Current.CancellationToken);

        Assert.Equal(new object[] { "serve", "7", "0.25", "data", "42", "captured" }, task.Ask("x"));
    }

    [Theory]
    [InlineData("grün 🔥 \"quoted\" \\ \n \t \u2028")]
    [InlineData("")]
    [InlineData(-0.25)]
    [InlineData(true)]
    [InlineData(null)]
    public void Value_comes_back_as_it_was_sent(object? sample)
    {
        using ImportedTask task = Echo();

        Assert.Equal(sample, task.Ask(sample));
    }

    [Fact]
    public void Lists_and_tables_come_back_as_they_were_sent()
    {
        using ImportedTask task = Echo();

        var answer = (Dictionary<string, object?>)task.Ask(
            new Dictionary<string, object?> { ["rows"] = new[] { new[] { 1.5, 2 }, [3, 4] }, ["names"] = new[] { "a", "b" }, ["none"] = Array.Empty<object>() })!;

        Assert.Equal(new[] { new[] { 1.5, 2 }, [3, 4] }, answer["rows"]);
        Assert.Equal(new object[] { "a", "b" }, answer["names"]);
        Assert.Equal(Array.Empty<object>(), answer["none"]);
    }

    [Fact]
    public void NaN_and_infinities_are_understood_on_both_sides()
    {
        using ImportedTask task = _task.ServingPython("""
            def answer(told):
                values = [float(value) for value in told["sample"]]
                return {"result": {"values": values + [-math.inf], "text": "the NaN", "is_nan": math.isnan(values[0])}}
            """);

        var answer = (Dictionary<string, object?>)task.Ask(new[] { double.NaN, double.PositiveInfinity, 1 })!;

        Assert.Equal(new[] { double.NaN, double.PositiveInfinity, 1, double.NegativeInfinity }, answer["values"]);
        Assert.Equal(("the NaN", true), (answer["text"], answer["is_nan"]));
        Assert.Equal(double.NaN, Assert.IsType<double[]>(((Dictionary<string, object?>)task.Ask(new[] { double.NaN })!)["values"])[0]);
    }

    [Fact]
    public void Large_sample_and_large_answer_pass()
    {
        using ImportedTask task = Echo();
        string text = new('x', 12 * 1024 * 1024);

        Assert.Equal(text, task.Ask(text));
    }

    [Fact]
    public void Standard_error_goes_to_the_log()
    {
        using ImportedTask task = _task.Serving("""echo loading >&2; while read -r line; do echo "$line" >&2; echo '{"result":1}'; done""");

        task.Eval("first", _task.Events, TestContext.Current.CancellationToken);

        Until.True(
            () =>
            {
                task.Eval("next", _task.Events, TestContext.Current.CancellationToken);
                return _task.Events.Log.Contains("""{"sample":"next"}""");
            },
            "the lines are told");
        Assert.Equal(["loading", """{"sample":"first"}"""], _task.Events.Log.Take(2));
    }

    private ImportedTask Echo() => _task.ServingPython("""
        def answer(told):
            return {"result": told["sample"]}
        """);
}
