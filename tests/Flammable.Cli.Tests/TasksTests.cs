using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class TasksTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public TasksTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(test: "").Replace(
        "public override void Train",
        """
        [Hyperparameter(Min = 0, Max = 1, Description = "How far one step goes.")] public double Rate { get; set; } = 0.25;
        [Hyperparameter] public DayOfWeek Day { get; set; }
        public DemoTask() => Console.WriteLine("made");
        public override void Train
        """,
        StringComparison.Ordinal));

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Tasks_shows_what_each_can_do_and_its_hyperparameters()
    {
        FlamResult result = (await _sandbox.RunAsync("tasks")).Expect(0);

        Assert.Matches(@"(?m)^Task\s+DemoTask\s*$", result.Output);
        Assert.Matches(@"(?m)^Can\s+Train, Test\s*$", result.Output);
        Assert.Matches(@"(?m)^Rate\s+Double\s+0\.25\s+0 to 1\s+How far one step goes\.", result.Output);
        Assert.Matches(@"(?m)^Day\s+DayOfWeek\s+Sunday\s+Sunday, Monday, ", result.Output);
        Assert.Contains("made", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_sandbox.Code.Path, ".git")));
    }

    [Fact]
    public async Task Tasks_prints_json()
    {
        JsonNode task = Assert.Single((await _sandbox.RunAsync("tasks", TaskCode.FileName, "--json")).Expect(0).Json.AsArray())!;

        Assert.Equal("DemoTask", task["full_name"]!.GetValue<string>());
        Assert.Equal(Path.Combine(_sandbox.Code.Path, TaskCode.FileName), task["path"]!.GetValue<string>());
        Assert.Equal("""["Train","Test"]""", task["methods"]!.ToJsonString());
        Assert.Equal(
            """{"name":"Rate","type":"Double","default":0.25,"min":0,"max":1,"choices":[],"description":"How far one step goes.","read_only":false}""",
            task["hyperparameters"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Tasks_tells_of_a_class_that_cannot_be_made_and_lists_the_others()
    {
        _sandbox.Code.Write("Bad.cs", TaskCode.Of(name: "BadTask").Replace("public override", "public BadTask() => throw new Exception(\"no luck\"); public override", StringComparison.Ordinal));

        FlamResult result = (await _sandbox.RunAsync("tasks")).Expect(1);

        Assert.Contains("DemoTask", result.Output, StringComparison.Ordinal);
        Assert.Contains("flam: The task 'BadTask' failed to start: no luck", result.Error, StringComparison.Ordinal);
    }
}
