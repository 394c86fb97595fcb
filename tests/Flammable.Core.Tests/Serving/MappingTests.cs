using Flammable.Errors;
using Flammable.Serving;
using Flammable.Tests.Fixtures;
using static Flammable.Tests.Serving.Serving;

namespace Flammable.Tests.Serving;

/// <summary>How a request becomes a sample, and a result an answer.</summary>
public sealed class MappingTests : IDisposable
{
    private readonly Serving _serving = new();

    public void Dispose() => _serving.Dispose();

    [Fact]
    public void Json_becomes_what_tasks_take()
    {
        using ModelHost host = _serving.Serve(TaskCode.Task(
            """
                public override void Train() { }
                public override object? Eval(object? sample) => sample switch
                {
                    null => "null", double d => FormattableString.Invariant($"number {d}"), bool b => $"truth {b}", string s => $"text {s}",
                    double[] n => $"numbers {n.Length}", double[][] r => $"rows {r.Length}", object?[] o => $"list {o.Length}",
                    Dictionary<string, object?> t => $"table {string.Join(' ', t.Select(one => one.Key + one.Value!.GetType().Name))}",
                    _ => sample.GetType().Name,
                };
            """,
            "KindTask"));

        Assert.Equal(
            ["null", "number 5", "number 0.5", "truth True", "text ü\u0001", "numbers 3", "rows 2", "list 2", "list 0", "table aDouble bDouble[] cDictionary`2"],
            new[] { "null", "5", "0.5", "true", "\"ü\\u0001\"", "[1, 2.5, -3e2]", "[[1], [2, 3]]", "[1, \"a\"]", "[]", "{\"a\": 1, \"b\": [1], \"c\": {}}" }
                .Select(sample => Json(Ask(host, sample)).GetString()));
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("[1, -1e999]")]
    [InlineData("[[1], [1e999]]")]
    [InlineData("{\"a\": [\"b\", 1e999]}")]
    public async Task Number_that_is_none_of_a_double_is_refused(string sample)
    {
        using ModelHost host = _serving.Serve(Evaluating("x"));

        ServingException error = await Assert.ThrowsAsync<ServingException>(() => Begin(host, sample));

        Assert.Equal(ServingProblem.SampleRefused, error.Problem);
        Assert.Equal("A number is beyond what a double can hold.", error.Message);
    }

    [Theory]
    [InlineData("double.NaN", "\"NaN\"")]
    [InlineData("new[] { 1, double.PositiveInfinity }", "[1,\"Infinity\"]")]
    [InlineData("float.NegativeInfinity", "\"-Infinity\"")]
    [InlineData("0.1f", "0.1")]
    [InlineData("1e300", "1E+300")]
    [InlineData("ulong.MaxValue", "18446744073709551615")]
    [InlineData("12.50m", "12.50")]
    [InlineData("'a'", "\"a\"")]
    [InlineData("null", "null")]
    [InlineData("(1, \"a\")", "[1,\"a\"]")]
    [InlineData("new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc)", "\"2026-11-22T00:00:00Z\"")]
    [InlineData("new { Label = \"a\", Scores = new[] { 0.5 } }", "{\"Label\":\"a\",\"Scores\":[0.5]}")]
    [InlineData("new SortedDictionary<int, bool> { [1] = true }", "{\"1\":true}")]
    public void Result_is_written_as_json(string expression, string expected)
    {
        using ModelHost host = _serving.Serve(Evaluating(expression));

        Assert.Equal(expected, Ask(host, "0"));
    }

    [Fact]
    public void Task_decides_itself_how_json_is_read_and_written_where_it_overrides_that()
    {
        using ModelHost host = _serving.Serve(Overriding(
            """
            protected override object? ReadSample(JsonElement json) => json.GetProperty("value").GetInt32();
            protected override void WriteResult(Utf8JsonWriter writer, object? result)
            {
                writer.WriteStartObject();
                writer.WriteNumber("twice", (int)result! * 2);
                writer.WriteEndObject();
            }
            """));

        Assert.Equal("{\"twice\":14}", Ask(host, "{\"value\": 7}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("writer.WriteStartObject();")]
    public async Task Result_that_is_not_one_whole_value_is_a_failure(string statements)
    {
        using ModelHost host = _serving.Serve(Overriding(
            $$"""protected override void WriteResult(Utf8JsonWriter writer, object? result) { {{statements}} }"""));

        var error = await Assert.ThrowsAsync<ServingException>(() => Begin(host, "1"));

        Assert.Equal(ServingProblem.TaskFailed, error.Problem);
    }

    [Fact]
    public async Task Csv_is_read_where_the_task_overrides_that()
    {
        using ModelHost host = _serving.Serve(Overriding(
            "protected override object? ReadCsvSample(IReadOnlyList<string> fields) => string.Join('|', fields);"));

        EvalAnswer answer = await host.EvalAsync(["a", "b c"], waitForRoom: false, TestContext.Current.CancellationToken);

        Assert.True(host.ReadsCsv);
        Assert.Equal("\"a|b c\"", Text(answer));
    }

    [Fact]
    public void Csv_is_not_read_by_default()
    {
        using ModelHost host = _serving.Serve(Evaluating("x"));

        Assert.False(host.ReadsCsv);
    }

    private static string Overriding(string members) =>
        "using System.Text.Json;\n" + TaskCode.Task(
            $$"""
                public override void Train() { }
                public override object? Eval(object? sample) => sample;
                {{members}}
            """,
            "MappingTask");
}
