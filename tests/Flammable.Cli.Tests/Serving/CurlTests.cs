using System.Diagnostics;

namespace Flammable.Cli.Tests.Serving;

public sealed class CurlTests : IClassFixture<ObedientServer>
{
    private readonly ObedientServer _fixture;
    private readonly ServedModel _server;

    public CurlTests(ObedientServer fixture)
    {
        Assert.SkipUnless(IsThere(), "curl is not installed.");
        _fixture = fixture;
        _server = fixture.Server;
    }

    [Fact]
    public async Task Curl_evaluates_over_the_socket() => Assert.Equal(
        """{"result":42}""",
        await RunAsync("--unix-socket", _server.SocketPath, "http://localhost/v1/eval", "-H", "Content-Type: application/json", "-d", """{"sample": 21}"""));

    [Fact]
    public async Task Curl_evaluates_over_the_address_with_the_token() => Assert.Equal(
        """{"results":[42,3]}""",
        await RunAsync($"{_server.Url}/v1/eval", "-H", $"Authorization: Bearer {_server.Token}", "-H", "Content-Type: application/json", "-d", "[21, [1, 2]]"));

    [Fact]
    public async Task Curl_streams_a_file_of_lines()
    {
        string file = _fixture.Sandbox.FilePath("samples.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 100_000).Select(n => $"{n}"), TestContext.Current.CancellationToken);

        string output = await RunAsync(
            "--unix-socket", _server.SocketPath, "http://localhost/v1/eval", "-H", "Content-Type: application/x-ndjson", "-X", "POST", "-T", file);

        Assert.Equal(Enumerable.Range(0, 100_000).Select(n => $"{{\"result\":{2 * n}}}"), output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Curl_is_told_that_a_file_is_too_large()
    {
        string file = _fixture.Sandbox.FilePath("large.json");
        await File.WriteAllBytesAsync(file, new byte[20_000_000], TestContext.Current.CancellationToken);

        Assert.Contains("\"status\":413", await RunAsync($"{_server.Url}/v1/eval", "-H", $"Authorization: Bearer {_server.Token}", "-H", "Content-Type: application/json", "--data-binary", $"@{file}", "--expect100-timeout", "60"), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(params string[] args)
    {
        using Process curl = Process.Start(new ProcessStartInfo("curl", ["-sS", "--max-time", "300", .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = curl.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await curl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await curl.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(curl.ExitCode == 0, await error);
        return output;
    }

    private static bool IsThere()
    {
        try
        {
            using Process? curl = Process.Start(new ProcessStartInfo("curl", "--version") { RedirectStandardOutput = true });
            return curl is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
