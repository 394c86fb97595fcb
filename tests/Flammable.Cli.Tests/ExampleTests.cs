using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class ExampleTests(RepositoryCopy repository) : IClassFixture<RepositoryCopy>, IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("Iris", 0.9)]
    [InlineData("Digits", 0.95)]
    public async Task Example_trains_tests_and_evaluates_with_flam(string name, double accuracy)
    {
        CodeFolder code = _sandbox.NewCode(name);
        RepositoryCopy.CopyExample(name, code.Path);
        string data = Directory.EnumerateFiles(code.Path, "*.csv").Single();
        string predictions = _sandbox.FilePath("predictions.csv");

        (await _sandbox.RunAsync("train", code.Path, "--seed", "5")).Expect(0);
        FlamResult tested = (await _sandbox.RunAsync("test", code.Path, "--json")).Expect(0);
        (await _sandbox.RunAsync("eval", data, predictions, "--path", code.Path)).Expect(0);

        AssertTested(tested.Json, accuracy);
        string[] lines = File.ReadAllLines(predictions);
        Assert.Equal(File.ReadAllLines(data).Length, lines.Length);
        Assert.True(ShareRight(lines) >= accuracy, $"{ShareRight(lines):P1} of the predictions are right.");
    }

    [Fact]
    public async Task Iris_answers_its_own_file_as_a_server_and_takes_nothing_for_a_number_that_is_none()
    {
        CodeFolder code = _sandbox.NewCode("Iris");
        RepositoryCopy.CopyExample("Iris", code.Path);
        string data = Directory.EnumerateFiles(code.Path, "*.csv").Single();
        string odd = _sandbox.FilePath("odd.csv");
        string predictions = _sandbox.FilePath("predictions.json");
        await File.WriteAllLinesAsync(odd, ["\"5,1\",3.5,1.4,0.2", "NaN,3.5,1.4,0.2", "1e999,3.5,1.4,0.2"], TestContext.Current.CancellationToken);
        (await _sandbox.RunAsync("train", code.Path, "--seed", "5")).Expect(0);
        (await _sandbox.RunAsync("server", "--path", code.Path, "--detach")).Expect(0);

        (await _sandbox.RunAsync("eval", data, predictions, "--server", "--header")).Expect(0);
        string[] species = [.. JsonNode.Parse(File.ReadAllText(predictions))!.AsArray().Select(one => one!.GetValue<string>())];
        FlamResult refused = (await _sandbox.RunAsync("eval", odd, predictions, "--server")).Expect(1);

        Assert.True(File.ReadAllLines(data).Skip(1).Zip(species, (line, one) => line.EndsWith($",{one}", StringComparison.Ordinal) ? 1 : 0).Sum() >= 135);
        Assert.Equal(150, species.Length);
        Assert.Contains("3 of 3 samples have no prediction", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Iris", 0.9)]
    [InlineData("Digits", 0.95)]
    public async Task Example_runs_by_itself_with_dotnet_run(string name, double accuracy)
    {
        // Compiling ahead of time only makes the start faster, and the build of the copy slower.
        _sandbox.Environment["FlamReadyToRun"] = "false";
        string file = $"{name}Task.cs";

        FlamResult trained = await DotnetRunAsync(name, file, "train", "--seed", "5");
        FlamResult tested = await DotnetRunAsync(name, file, "test", "--json");

        Assert.Contains($"Trained {name}/", trained.Expect(0).Output, StringComparison.Ordinal);
        AssertTested(tested.Expect(0).Json, accuracy);
    }

    [Theory]
    [InlineData("Iris")]
    [InlineData("Digits")]
    public async Task Example_with_the_same_seed_and_data_gives_the_same_series_and_model(string name)
    {
        CodeFolder code = _sandbox.NewCode(name);
        RepositoryCopy.CopyExample(name, code.Path);

        SnapshotFacts first = await _sandbox.TrainAsync(code.Path, "--seed", "5");
        SnapshotFacts second = await _sandbox.TrainAsync(code.Path, "--seed", "5", "--force");
        SnapshotFacts other = await _sandbox.TrainAsync(code.Path, "--seed", "6");

        Assert.Equal(await SeriesAsync(first), await SeriesAsync(second));
        Assert.NotEqual(await SeriesAsync(first), await SeriesAsync(other));
        Assert.Equal(File.ReadAllBytes(Path.Combine(first.Path, "final.json")), File.ReadAllBytes(Path.Combine(second.Path, "final.json")));
    }

    private async Task<string> SeriesAsync(SnapshotFacts snapshot)
    {
        JsonArray points = (await _sandbox.RunAsync("metrics", snapshot.Id, "--json")).Expect(0).Json.AsArray();
        return string.Join('\n', points.Select(point => $"{point!["split"]} {point["series"]} {point["value"]} {point["step"]} {point["epoch"]}"));
    }

    private async Task<FlamResult> DotnetRunAsync(string name, string file, params string[] args)
    {
        using FlamProcess process = _sandbox.Start(repository.Example(name), "dotnet", ["run", file, "--", .. args]);
        return await process.ExitAsync();
    }

    private static void AssertTested(JsonNode snapshot, double accuracy)
    {
        Assert.Equal(["final.json"], snapshot["model_files"]!.AsArray().Select(file => file!.GetValue<string>()));
        Assert.True(snapshot["test_data"]!["accuracy"]!["last"]!.GetValue<double>() >= accuracy);
    }

    // The last two columns are what the sample is and what the model says.
    private static double ShareRight(string[] lines) =>
        lines.Skip(1).Select(line => line.Split(',')).Average(cells => cells[^1] == cells[^2] ? 1.0 : 0.0);
}
