using System.Globalization;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class BisectTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Bisect_tells_the_first_bad_commit_and_exits_with_0()
    {
        await CommitAsync("0.95", "0.95", "0.5", "0.4");

        FlamResult result = (await _sandbox.RunAsync("bisect", "--metric", "accuracy", "--below", "0.9", "--verbose")).Expect(0);

        string[] lines = result.Output.Split('\n');
        Assert.Matches(@"^Commit\s+When\s+Value\s+Result\s+Source\s+Message", lines[0]);
        Assert.Matches(@"^[0-9a-f]{7}\s+.*0\.4\s+bad\s+recorded\s+change 4", lines[1]);
        Assert.Contains(lines, line => line.StartsWith("First bad: ", StringComparison.Ordinal) && line.Contains("change 3 (Ada, ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Last good: ", StringComparison.Ordinal) && line.Contains("change 2 (Ada, ", StringComparison.Ordinal));
        Assert.Contains("Step 1, 2 commits left: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bisect_prints_JSON_and_exits_with_1_where_skipped_commits_leave_several()
    {
        await CommitAsync("0.95", "broken", "0.5", "0.4");

        FlamResult result = (await _sandbox.RunAsync("bisect", "--metric", "accuracy", "--below", "0.9", "--good", "Demo/" + await FirstIdAsync(), "--json")).Expect(1);

        Assert.Null(result.Json["first_bad"]);
        Assert.Equal(["change 2", "change 3"], result.Json["suspects"]!.AsArray().Select(one => one!["message"]!.GetValue<string>()));
        Assert.Equal("recorded", result.Json["last_good"]!["source"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("--metric", "accuracy")]
    [InlineData("--below", "0.9")]
    [InlineData("--metric", "accuracy", "--below", "0.9", "--above", "1")]
    [InlineData("--metric", "accuracy", "--below", "0,9")]
    [InlineData("--metric", "accuracy", "--below", "NaN")]
    [InlineData("--metric", "unknown", "--below", "0.9")]
    [InlineData("--metric", "accuracy", "--below", "0.1")]
    [InlineData("--metric", "accuracy", "--below", "0.99")]
    [InlineData("--metric", "accuracy", "--below", "0.9", "--bad", "last", ".")]
    [InlineData("--metric", "accuracy", "--below", "0.9", "--bad", "nosuch")]
    public async Task Bisect_exits_with_2_where_it_cannot_be_meant_so(params string[] options)
    {
        await CommitAsync("0.95", "0.5");

        (await _sandbox.RunAsync(["bisect", .. options])).Expect(2);
    }

    private async Task<string> FirstIdAsync() =>
        (await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray()[^1]!["uid"]!.GetValue<string>();

    // The first and the last commit are trained, those in between are made by hand.
    private async Task CommitAsync(params string[] accuracies)
    {
        _sandbox.Code.Git("init", "--quiet");
        for (int number = 1; number <= accuracies.Length; number++)
        {
            _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: $"Snapshot.Train.Append(\"accuracy\", {accuracies[number - 1]});"));
            _sandbox.Code.Write("number.txt", number.ToString(CultureInfo.InvariantCulture));
            _sandbox.Code.Git("add", "--all");
            _sandbox.Code.Git("commit", "--quiet", "--message", $"change {number}");
            if (number == 1 || number == accuracies.Length)
            {
                await _sandbox.TrainAsync();
            }
        }
    }
}
