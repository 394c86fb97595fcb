using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Snapshots;

public sealed class SnapshotStoreTests : IDisposable
{
    private readonly SnapshotFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Created_snapshots_are_listed_newest_first()
    {
        string[] names = [.. Enumerable.Range(0, 5).Select(_ => _fixture.Create().Name)];

        Assert.Equal(names.Reverse(), _fixture.Store.Keys().Select(key => key.Name));
    }

    [Fact]
    public void Everything_survives_a_save_and_a_read()
    {
        Snapshot created = _fixture.Create();
        Snapshot saved = _fixture.Store.Save(created with
        {
            State = SnapshotState.Failed,
            TaskPath = "sub/Täsk.cs",
            TaskName = "Lab.Task",
            CodeFolder = "a/b",
            BaseCommit = "ff",
            CommitMode = "Detached",
            Message = "with \"quotes\"\nand lines",
            StartedAt = DateTimeOffset.Now,
            EndedAt = DateTimeOffset.Now.AddSeconds(1.5),
            Duration = TimeSpan.FromSeconds(1.25),
            Seed = 7,
            TestedAt = DateTimeOffset.Now.AddSeconds(2),
            Error = "it broke",
            Parameters = new Dictionary<string, object?>
            {
                ["rate"] = 0.1, ["epochs"] = 7L, ["name"] = "x", ["fast"] = true, ["none"] = null,
                ["nan"] = double.NaN, ["up"] = double.PositiveInfinity, ["down"] = double.NegativeInfinity,
            },
            Train = new Dictionary<string, SeriesSummary> { ["loss"] = new(double.NaN, double.NegativeInfinity, 3, 2.5, 4) { NanCount = 1 } },
            Validation = new Dictionary<string, SeriesSummary> { ["loss"] = SeriesSummary.Of(double.NaN) },
            Test = new Dictionary<string, SeriesSummary> { ["accuracy"] = SeriesSummary.Of(0.95) },
            ModelFiles = ["b.json", "a.json"],
            Custom = new JsonObject { ["note"] = "ok", ["deep"] = new JsonArray(1, null, "x") },
            Environment = new RunEnvironment
            {
                OS = "Lınux",
                Cpu = new Cpu(null, 4),
                MemoryBytes = 1L << 40,
                Gpus = [new Gpu("A100", 80L << 30, "535.1"), new Gpu("GB10", null, null)],
                Packages = new Dictionary<string, string> { ["Math"] = "1.0.0-beta" },
                Command = "flam train \"a b\"",
            },
            Data = new Dictionary<string, DataFile> { ["../rows/ä.csv"] = new("00ff", long.MaxValue) },
        });

        Snapshot read = _fixture.Store.Read(_fixture.Store.Key(created.Name));

        Assert.Equal(SnapshotJson.ToJson(saved).ToJsonString(), SnapshotJson.ToJson(read).ToJsonString());
        Assert.All(saved.Parameters, parameter => Assert.Equal(parameter.Value, read.Parameters[parameter.Key]));
        Assert.Equal(saved.Train, read.Train);
        Assert.Equal(saved.Timestamp, read.Timestamp);
        Assert.Equal(saved.Duration, read.Duration);
    }

    [Fact]
    public void Save_keeps_members_that_this_version_does_not_know()
    {
        SnapshotKey key = _fixture.Write("""{ "format": 1, "commit_sha": "ab", "timestamp": "20190926-123819", "later": { "x": [1, "NaN"] }, "other": 1e3 }""");

        _fixture.Store.Save(_fixture.Store.Read(key) with { Message = "new" });

        JsonNode json = JsonNode.Parse(SnapshotFixture.Json(key.Path))!;
        Assert.Equal("""{"x":[1,"NaN"]}""", json["later"]!.ToJsonString());
        Assert.Equal("1e3", json["other"]!.ToJsonString());
        Assert.Equal("new", json["comment"]!.GetValue<string>());
    }

    [Fact]
    public void Save_keeps_the_old_file_when_the_new_one_cannot_be_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs POSIX file modes");
        Snapshot snapshot = _fixture.Create();
        string before = SnapshotFixture.Json(snapshot.Path);

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => Unwritable.Do(
            snapshot.Path, () => _fixture.Store.Save(snapshot with { Message = "new" })));

        Assert.Equal(StoreProblem.NotWritable, error.Problem);
        Assert.Equal(before, SnapshotFixture.Json(snapshot.Path));
        Assert.Single(Directory.GetFiles(snapshot.Path));
    }

    [Fact]
    public async Task Reader_beside_a_writer_always_sees_a_whole_file()
    {
        Snapshot snapshot = _fixture.Create();
        SnapshotKey key = _fixture.Store.Key(snapshot.Name);
        using var done = new CancellationTokenSource();
        Task reader = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    Assert.Equal(snapshot.Commit, _fixture.Store.Read(key).Commit);
                }
            },
            TestContext.Current.CancellationToken);

        for (int i = 0; i < 200; i++)
        {
            _fixture.Store.Save(snapshot with { Message = new string('x', i * 50) });
        }

        await done.CancelAsync();
        await reader;
        Assert.Single(Directory.GetFiles(snapshot.Path));
    }

    [Fact]
    public void Reset_removes_what_training_and_testing_produced()
    {
        Snapshot snapshot = _fixture.Create(SnapshotState.Trained);
        File.WriteAllText(Path.Combine(snapshot.Path, "model.bin"), "x");
        Directory.CreateDirectory(Path.Combine(snapshot.Path, "images", "deep"));
        File.WriteAllText(Path.Combine(snapshot.Path, "run.lock"), "");
        Snapshot full = _fixture.Store.Save(snapshot with
        {
            Train = new Dictionary<string, SeriesSummary> { ["loss"] = SeriesSummary.Of(1) },
            ModelFiles = ["model.bin"],
            Custom = new JsonObject { ["note"] = 1 },
            Message = "kept",
        });

        _fixture.Store.Reset(full);

        Snapshot read = _fixture.Store.Read(_fixture.Store.Key(snapshot.Name));
        Assert.Equal(["run.lock", "snapshot.json"], Directory.GetFileSystemEntries(snapshot.Path).Select(Path.GetFileName).Order());
        Assert.Equal((SnapshotState.Created, 0, 0, 0, "kept"), (read.State, read.Train.Count, read.ModelFiles.Count, read.Custom.Count, read.Message));
    }

    [Fact]
    public void Snapshot_that_cannot_be_made_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs POSIX file modes");
        _fixture.Create();

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(
            () => Unwritable.Do(_fixture.Folder, () => _fixture.Create()));

        Assert.Equal(StoreProblem.NotWritable, error.Problem);
        Assert.Single(Directory.GetFileSystemEntries(_fixture.Folder));
    }
}
