using System.Text;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

public sealed class CsvTests : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();
    private ServedModel _server = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox.Code.Write(TaskCode.FileName, ServedTask.Fields);
        await _sandbox.TrainAsync();
        _server = await ServedModel.StartAsync(_sandbox);
    }

    [Fact]
    public async Task Fields_are_what_RFC_4180_says()
    {
        (string Text, string Fields)[] cases =
        [
            ("a,b\nc,d", """["a","b"],["c","d"]"""),
            ("a\r\n\r\n\nb\rc\r\n", """["a"],["b"],["c"]"""),
            ("\uFEFF\"a\",b", """["a","b"]"""),
            (",a,", """["","a",""]"""),
            ("\"\"", """[""]"""),
            ("a\n \nb\n", """["a"],[" "],["b"]"""),
            ("a, b ,5\\c\n", """["a"," b ","5\\c"]"""),
            ("\"a\r\n\n\nb\",\"\"\"c\"\"\"", """["a\r\n\n\nb","\u0022c\u0022"]"""),
            ("\"ä\0\",'#", """["\u00E4\u0000","\u0027#"]"""),
        ];
        foreach ((string text, string fields) in cases)
        {
            Assert.Equal($$"""{"results":[{{fields}}]}""", await _server.EvalAsync(text, ServedModel.Csv).GoodAsync());
        }
    }

    [Fact]
    public async Task Header_may_go_over_several_lines() =>
        Assert.Equal("""{"results":[["1"]]}""", await _server.EvalAsync("\"x\ny\"\n1\n", "text/csv; header=present").GoodAsync());

    [Fact]
    public async Task What_is_not_of_the_format_is_refused_with_its_line()
    {
        foreach ((string text, int line) in new[] { ("a\n\"b\n\nc\nd", 2), ("\"a\n\"b\n", 2), ("\"a\nb\"\n\nc\n\"d\" ,e\n", 5) })
        {
            Assert.Equal($"Line {line} is not comma-separated values.", (await _server.EvalAsync(text, ServedModel.Csv).ProblemAsync(400, "bad-body")).Detail());
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        var content = new ByteArrayContent([(byte)'a', 0xff]) { Headers = { ContentType = new(ServedModel.Csv) } };

        Assert.Equal("It is not UTF-8.", (await _server.Socket.PostAsync("/v1/eval", content, TestContext.Current.CancellationToken).ProblemAsync(400, "bad-body")).Detail());
    }

    [Fact]
    public async Task A_quote_that_is_left_open_over_millions_of_lines_costs_no_more_than_its_length()
    {
        string body = new StringBuilder("\"").Insert(1, "a\n", 4_000_000).ToString();

        await _server.EvalAsync(body, ServedModel.Csv).ProblemAsync(400, "bad-body");
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }
}
