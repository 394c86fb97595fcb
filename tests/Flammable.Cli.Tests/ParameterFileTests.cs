using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

/// <summary><c>flam train --parameters</c>.</summary>
public sealed class ParameterFileTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public ParameterFileTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of().Replace(
        "public override void Train",
        """
        [Hyperparameter(Min = 0, Max = 1)] public double Rate { get; set; } = 0.25;
        [Hyperparameter] public DayOfWeek Day { get; set; }
        public override void Train
        """,
        StringComparison.Ordinal));

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Train_takes_the_values_of_the_file_and_those_of_set_win()
    {
        string file = _sandbox.Code.Write("../values.json", """{ "rate": 0.5, "Day": "friday" }""");

        SnapshotFacts snapshot = await _sandbox.TrainAsync("--parameters", file, "--set", "Rate=0.75");

        Assert.Equal("""{"Rate":0.75,"Day":"Friday"}""", snapshot.Json["parameters"]!.ToJsonString());
        Assert.Equal("""["Rate","Day"]""", snapshot.Json["chosen_parameters"]!.ToJsonString());
        Assert.Contains("No changes", (await _sandbox.RunAsync("train", "--parameters", "../values.json", "--set", "Rate=0.75")).Expect(0).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Rate": 2 }""", "at most 1 for 'Rate'")]
    [InlineData("""{ "Rate": "fast" }""", "a value of type Double")]
    [InlineData("""{ "Speed": 1 }""", "has no hyperparameter 'Speed'")]
    [InlineData("""{ "Rate": [1] }""", "null for 'Rate'")]
    [InlineData("""{ "Rate": 1, "RATE": 1 }""", "names 'RATE' a second time")]
    [InlineData("""[ 1 ]""", "holds no JSON object")]
    [InlineData("""Rate=1""", "Line 1 of the file")]
    public async Task Train_captures_nothing_when_a_file_does_not_fit(string content, string reason)
    {
        await _sandbox.TrainAsync();
        string head = _sandbox.Code.Git("rev-parse", "HEAD");
        string file = _sandbox.Code.Write("../values.json", content);
        _sandbox.Code.Write("notes.txt", "changed");

        FlamResult result = (await _sandbox.RunAsync("train", "--parameters", file)).Expect(2);

        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Equal(head, _sandbox.Code.Git("rev-parse", "HEAD"));
        Assert.Single((await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray());
    }

    [Theory]
    [InlineData("none.json", "does not exist")]
    [InlineData("values.psd1", "is a data file of PowerShell")]
    [InlineData(".", "is a folder")]
    [InlineData("", "--parameters must not be empty")]
    public async Task Train_refuses_a_file_that_it_cannot_read(string name, string reason) =>
        Assert.Contains(reason, (await _sandbox.RunAsync("train", "--parameters", name)).Expect(2).Error, StringComparison.Ordinal);
}
