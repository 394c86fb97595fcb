using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

public sealed class ServerLogTests(TrainedSandbox trained) : IClassFixture<TrainedSandbox>
{
    private readonly Sandbox _sandbox = trained.Sandbox;

    [Fact]
    public async Task A_request_that_failed_is_logged_and_one_that_went_well_is_not()
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox);
        await server.EvalAsync("21").GoodAsync();
        await server.EvalAsync("false").ProblemAsync(422, "sample-refused");

        await server.StopAsync();

        JsonNode[] lines = Lines(await server.ReadLogAsync());

        JsonNode line = Assert.Single(lines, line => line["Route"] is not null);
        Assert.Equal(422, line["Status"]!.GetValue<int>());
        Assert.Equal("/v1/eval", line["Route"]!.GetValue<string>());
        Assert.Equal("A sample is never false.", line["Detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task With_verbose_every_request_is_logged_and_never_a_token()
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox, "--port", "0", "--verbose");
        await ServedModel.PostAsync(server.Address, "/v1/eval", "21").GoodAsync();
        await ServedModel.PostAsync(server.Address, $"/v1/eval?token={server.Token}", "false").ProblemAsync(422, "sample-refused");
        await ServedModel.PostAsync(server.Address, $"/{server.Token}", "1").ProblemAsync(404);
        string token = server.Token;

        await server.StopAsync();

        string log = await File.ReadAllTextAsync(server.LogPath, TestContext.Current.CancellationToken);
        Assert.Contains(Lines(log), line => line["Status"]?.GetValue<int>() == 200);
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_go_in_the_middle_of_a_body_are_no_errors()
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox);
        foreach (string type in new[] { ServedModel.Json, ServedModel.Lines })
        {
            for (int i = 0; i < 10; i++)
            {
                using RawRequest request = await RawRequest.OpenAsync(server);
                await request.BeginEvalAsync($"Content-Type: {type}", "Content-Length: 100");
                await request.WriteAsync("21");
            }
        }

        await Deadline.Until(() => server.Metric("flammable_request_duration_seconds_count{route=\"/v1/eval\"}") == 20, "the clients' end");
        await server.StopAsync();

        Assert.DoesNotContain("\"@x\"", await server.ReadLogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_of_the_last_twenty_servers_are_kept_and_those_that_live()
    {
        using ServedModel living = await ServedModel.StartAsync(_sandbox);
        string folder = Path.GetDirectoryName(living.LogPath)!;
        File.SetLastWriteTimeUtc(living.LogPath, DateTime.UnixEpoch);
        string[] former = [.. Enumerable.Range(0, 25).Select(i => Path.Combine(folder, $"server-aaaa{(char)('a' + i)}_001.jsonl"))];
        foreach ((int i, string path) in former.Index())
        {
            await File.WriteAllTextAsync(path, "{}", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(i - 25));
        }

        using ServedModel server = await ServedModel.StartAsync(_sandbox);

        Assert.True(File.Exists(living.LogPath));
        Assert.True(File.Exists(server.LogPath));
        // Those of the other tests' servers are newer.
        string[] kept = [.. former.Where(File.Exists)];
        Assert.InRange(kept.Length, 10, 20);
        Assert.Equal(former[^kept.Length..], kept);
        Array.ForEach(former, File.Delete);
    }

    [Fact]
    public async Task What_the_task_prints_is_logged_and_the_last_files_are_kept()
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox);
        string text = new('x', 900_000);

        for (int i = 0; i < 75; i++)
        {
            await server.EvalAsync($"\"print {text}\"").GoodAsync();
        }

        await server.StopAsync();
        FileInfo[] files = [.. Directory.GetFiles(Path.GetDirectoryName(server.LogPath)!, $"server-{server.Id}*.jsonl").Select(path => new FileInfo(path))];
        Assert.Equal(5, files.Length);
        Assert.All(files, file => Assert.InRange(file.Length, 1, 13_000_000));
    }

    [Fact]
    public async Task The_log_goes_with_the_snapshot_that_is_served()
    {
        SnapshotFacts other = await _sandbox.TrainAsync("--force");
        SnapshotFacts third = await _sandbox.TrainAsync("--force");
        using ServedModel server = await ServedModel.StartAsync(_sandbox, "--snapshot", other.Id);

        (await _sandbox.RunAsync("server", "swap", third.Id)).Expect(0);
        await server.EvalAsync("false").ProblemAsync(422, "sample-refused");
        await server.StopAsync();

        string moved = Path.Combine(third.Path, Path.GetFileName(server.LogPath));
        Assert.DoesNotContain("false", await server.ReadLogAsync(), StringComparison.Ordinal);
        Assert.Contains("A sample is never false.", await File.ReadAllTextAsync(moved, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static JsonNode[] Lines(string log) =>
        [.. log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}
