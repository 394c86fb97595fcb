using System.Text;
using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Servers;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Servers;

/// <summary>Files of samples that become files of predictions.</summary>
public sealed class EvalFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_of_lines_becomes_a_file_of_lines()
    {
        string input = _folder.Write("in.jsonl", "\uFEFF1\n\n[1, 2]\r\n{\"a\": \"ü\"}");

        (long count, string[] failed) = await EvalFileAsync(Echo(), input, _folder.At("out.jsonl"));

        Assert.Equal(3, count);
        Assert.Empty(failed);
        Assert.Equal("1\n[1, 2]\n{\"a\": \"ü\"}\n", File.ReadAllText(_folder.At("out.jsonl")));
    }

    [Fact]
    public async Task An_array_becomes_an_array()
    {
        string input = _folder.Write("in.json", """
            [ 1,
              { "sample": [1,
                2] } ]
            """);

        await EvalFileAsync(Echo(), input, _folder.At("out.json"));

        Assert.Equal("""[1,{"sample":[1,2]}]""", JsonNode.Parse(File.ReadAllText(_folder.At("out.json")))!.ToJsonString());
    }

    [Fact]
    public async Task An_empty_array_becomes_an_empty_array()
    {
        await EvalFileAsync(Echo(), _folder.Write("in.json", "[]"), _folder.At("out.json"));

        Assert.Equal("[]\n", File.ReadAllText(_folder.At("out.json")));
    }

    [Fact]
    public async Task A_sample_that_fails_is_named_and_keeps_its_place()
    {
        using StubServer stub = new(_folder, request => StubAnswer.Of(request.Lines.Select(line => line == "2"
            ? """{"error":{"title":"Unprocessable","detail":"No.","status":422}}"""
            : $$"""{"result":{{line}}}""")));

        (long count, string[] failed) = await EvalFileAsync(stub, _folder.Write("in.ndjson", "1\n\n2\n3\n"), _folder.At("out.txt"));

        Assert.Equal(3, count);
        Assert.Equal(["line 3: No."], failed);
        Assert.Equal("1\nnull\n3\n", File.ReadAllText(_folder.At("out.txt")));
    }

    [Fact]
    public async Task Rows_of_csv_go_over_lines_and_one_that_fails_does_not_take_the_others_with_it()
    {
        using StubServer stub = new(_folder, request => request.Body.Contains("bad", StringComparison.Ordinal)
            ? new StubAnswer("""{"title":"Unprocessable","detail":"Bad.","status":422,"index":1}""", 422)
            : new StubAnswer($$"""{"results":[{{string.Join(',', Rows(request.Body).Select(row => System.Text.Json.JsonSerializer.Serialize(row)))}}]}"""));

        (long count, string[] failed) = await EvalFileAsync(
            stub, _folder.Write("in.csv", "1,\"a\nb\"\r\n\r\nbad,2\n3,\"\"\"x\"\"\""), _folder.At("out.json"));

        Assert.Equal(3, count);
        Assert.Equal(["line 4: Bad."], failed);
        Assert.Equal(
            ["1,\"a\nb\"", null, "3,\"\"\"x\"\"\""],
            JsonNode.Parse(File.ReadAllText(_folder.At("out.json")))!.AsArray().Select(item => item?.GetValue<string>()));
    }

    [Theory]
    [InlineData("in.json", "{}", "it is not an array")]
    [InlineData("in.json", "[1,", "LineNumber: 0")]
    [InlineData("in.json", "[\"\\ud800\"]", "half of a surrogate pair")]
    [InlineData("in.jsonl", "\u00ff", "it is not UTF-8")]
    public async Task A_file_that_is_not_of_its_format_is_refused_and_nothing_appears(string name, string content, string reason)
    {
        string input = _folder.At(name);
        File.WriteAllText(input, content, Encoding.Latin1);

        var error = await Assert.ThrowsAsync<SampleFileException>(() => EvalFileAsync(Echo(), input, _folder.At("out.json")));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(input, error.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path, "*out*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path, ".flam*"));
    }

    [Fact]
    public void A_name_that_says_no_format_is_refused() =>
        Assert.Throws<SampleFileException>(() => SampleSource.OfFile(_folder.At("samples.txt")));

    [Fact]
    public async Task Nothing_appears_and_the_samples_are_let_go_where_the_server_dies_in_between()
    {
        int requests = 0;
        using StubServer stub = new(_folder, request => Interlocked.Increment(ref requests) > 2 ? null : StubAnswer.Echo(request));
        string input = _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 5000).Select(number => $"{number}\n")));

        var error = await Assert.ThrowsAsync<ServerException>(() => EvalFileAsync(stub, input, _folder.At("out.jsonl")));

        Assert.Equal(ServerProblem.Dead, error.Problem);
        Assert.False(File.Exists(_folder.At("out.jsonl")));
        Until.True(
            () => Record.Exception(() => new FileStream(input, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose()) is null, "the samples' file is let go");
    }

    // What the rows are is told by the quotes alone.
    private static IEnumerable<string> Rows(string body)
    {
        string row = "";
        foreach (string line in body.Split('\n').SkipLast(1))
        {
            row = row.Length > 0 ? $"{row}\n{line}" : line;
            if (row.Count(c => c == '"') % 2 == 0)
            {
                yield return row;
                row = "";
            }
        }
    }

    private StubServer Echo() => new(_folder, StubAnswer.Echo);

    private async Task<(long Count, string[] Failed)> EvalFileAsync(StubServer stub, string input, string output)
    {
        using (stub)
        {
            using ServerClient client = _folder.Registry().OpenClient(stub.Server);
            var failed = new List<string>();
            long count = await client.EvalFileAsync(
                SampleSource.OfFile(input),
                PredictionTarget.OfFile(output),
                (sample, outcome) => failed.Add($"{sample}: {outcome.Error}"),
                TestContext.Current.CancellationToken);
            return (count, [.. failed]);
        }
    }
}
