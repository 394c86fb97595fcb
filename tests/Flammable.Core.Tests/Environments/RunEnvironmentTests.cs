using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Environments;

/// <summary>What a snapshot says of the computer and the programs that trained it.</summary>
public sealed class RunEnvironmentTests
{
    [Fact]
    public void Training_records_computer_runtime_caller_and_memory()
    {
        using var experiment = new Experimenting();

        RunEnvironment environment = Train(experiment, new Caller("shell 1.2", "shell train \"a b\"")).Environment!;

        Assert.Equal(RuntimeInformation.OSDescription, environment.OS);
        Assert.Equal(RuntimeInformation.ProcessArchitecture.ToString(), environment.Architecture, ignoreCase: true);
        Assert.Equal(Environment.MachineName, environment.MachineName);
        Assert.Equal(Environment.ProcessorCount, environment.Cpu!.LogicalProcessors);
        Assert.Equal(RuntimeInformation.FrameworkDescription, environment.Dotnet);
        Assert.InRange(environment.MemoryBytes!.Value, 1L << 28, 1L << 50);
        Assert.InRange(environment.PeakMemoryBytes!.Value, 1L << 20, environment.MemoryBytes.Value);
        Assert.Equal(("shell 1.2", "shell train \"a b\""), (environment.Host, environment.Command));
        Assert.Empty(environment.Packages);
    }

    [Fact]
    public void Record_is_read_back_as_it_was_written()
    {
        using var experiment = new Experimenting();
        Snapshot trained = Train(experiment, new Caller("shell 1.2", "line one\nline two"));

        Snapshot read = experiment.Library.GetSnapshot(trained.Id);

        Assert.Equal(Json(trained), Json(read));
    }

    [Fact]
    public void Training_without_a_caller_records_the_rest()
    {
        using var experiment = new Experimenting();

        RunEnvironment environment = experiment.Train()!.Environment!;

        Assert.Null(environment.Host);
        Assert.Null(environment.Command);
        Assert.NotNull(environment.OS);
    }

    [Fact]
    public void Failed_training_records_its_environment()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("throw new Exception();"));
        Assert.Throws<TaskFailedException>(() => experiment.Train());

        Assert.NotNull(Assert.Single(experiment.Library.GetSnapshots()).Environment!.PeakMemoryBytes);
    }

    [Fact]
    public void Test_keeps_the_environment_of_the_training()
    {
        using var experiment = new Experimenting();
        Snapshot trained = Train(experiment, new Caller("shell 1.2", null));

        Assert.Equal(Json(trained), Json(experiment.Test()));
    }

    [Fact]
    public void Retraining_records_its_own_environment()
    {
        using var experiment = new Experimenting();
        Train(experiment, new Caller("old 1", "old"));

        Snapshot retrained = Train(experiment, new Caller("new 2", null), TrainMode.Retrain);

        Assert.Equal(("new 2", null), (retrained.Environment!.Host, retrained.Environment.Command));
    }

    [Fact]
    public void Members_that_this_version_does_not_know_survive_a_test()
    {
        using var experiment = new Experimenting();
        Snapshot trained = experiment.Train()!;
        string path = Path.Combine(trained.Path, "snapshot.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
        json["environment"]!["later"] = "known";
        File.WriteAllText(path, json.ToJsonString());

        experiment.Test();

        Assert.Equal("known", (string?)JsonNode.Parse(File.ReadAllText(path))!["environment"]!["later"]);
    }

    [Theory]
    [InlineData("""{ "os": 1 }""")]
    [InlineData("\"text\"")]
    [InlineData("""{ "gpus": {} }""")]
    [InlineData("""{ "memory_bytes": 1.5 }""")]
    public void Record_of_another_kind_is_damage_that_names_the_file(string environment)
    {
        using var library = new StoredLibrary();
        library.Add("lab", "20260101-000000-aaaaa", $$"""
            { "format": 1, "commit_sha": "ab", "timestamp": "20260101-000000", "environment": {{environment}} }
            """);

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => library.Library.GetSnapshot("aaaaa"));

        Assert.Equal(StoreProblem.Damaged, error.Problem);
        Assert.Contains("snapshot.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshot_without_a_record_has_none()
    {
        using var library = new StoredLibrary();
        library.Add("lab", "20260101-000000-aaaaa");

        Snapshot snapshot = library.Library.GetSnapshot("aaaaa");

        Assert.Null(snapshot.Environment);
        Assert.Empty(snapshot.Data);
    }

    [Fact]
    public void Line_names_runtime_system_processors_and_memory() => Assert.Equal(
        ".NET 10.0.1, Debian GNU/Linux 12, 8 × Xeon, 23 GB, 2 × A100 80 GB, T4",
        new RunEnvironment
        {
            OS = "Debian GNU/Linux 12",
            Dotnet = ".NET 10.0.1",
            Cpu = new Cpu("Xeon", 8),
            MemoryBytes = 23L << 30,
            Gpus = [new Gpu("A100", 80L << 30, "1"), new Gpu("A100", 80L << 30, "1"), new Gpu("T4", null, "1")],
        }.ToString());

    private static Snapshot Train(Experimenting experiment, Caller caller, TrainMode mode = TrainMode.WhenChanged) => experiment.Library.Train(
        new TrainRequest(experiment.Folder) { Caller = caller, Mode = mode }, experiment.Events, TestContext.Current.CancellationToken)!;

    private static string Json(Snapshot snapshot) => SnapshotJson.ToJson(snapshot)["environment"]!.ToJsonString();
}
