using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.DataFiles;

/// <summary>What a snapshot says of the data that its runs asked for, and what is said when that data has changed.</summary>
public sealed class DataRecordTests : IDisposable
{
    private readonly Experimenting _experiment = new(task: Reading("data.txt", "data.txt"));

    public DataRecordTests()
    {
        _experiment.Write(".gitignore", "*.txt\n*.bin\nrows/\n");
        _experiment.Write("data.txt", "1");
    }

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Training_records_hash_and_size_under_the_name_that_the_task_gave()
    {
        _experiment.Write("Task.cs", Reading("./data.txt", "data.txt"));

        Snapshot trained = _experiment.Train()!;

        Assert.Equal([KeyValuePair.Create("./data.txt", Of("1"))], trained.Data);
        Assert.Equal(trained.Data, _experiment.Library.GetSnapshot(trained.Id).Data);
        Assert.Empty(_experiment.Events.Warnings);
    }

    [Fact]
    public void Test_says_that_ignored_data_has_changed_and_keeps_the_record()
    {
        Snapshot trained = _experiment.Train()!;
        _experiment.Write("data.txt", "2");

        Snapshot tested = _experiment.Test();

        Assert.Equal([$"The data file 'data.txt' has changed since snapshot '{trained}' was trained."], _experiment.Events.Warnings);
        Assert.Equal([KeyValuePair.Create("data.txt", Of("1"))], tested.Data);
    }

    [Fact]
    public void Test_that_fails_says_it_too()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() => Run.UseData("data.txt");
                public override void Test() { Run.UseData("data.txt"); throw new Exception("the data is odd"); }
            """,
            "OddTask"));
        _experiment.Train();
        _experiment.Write("data.txt", "2");

        Assert.Throws<TaskFailedException>(() => _experiment.Test());

        Assert.Single(_experiment.Events.Warnings);
    }

    [Fact]
    public void Retraining_says_it_and_records_the_new_hash()
    {
        Snapshot trained = _experiment.Train()!;
        _experiment.Write("data.txt", "2");

        Snapshot retrained = _experiment.Train(TrainMode.Retrain)!;

        Assert.Equal([$"The data file 'data.txt' has changed since snapshot '{trained}' was trained."], _experiment.Events.Warnings);
        Assert.Equal([KeyValuePair.Create("data.txt", Of("2"))], retrained.Data);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Same_content_says_nothing_whether_or_not_it_was_written_again(bool isWritten)
    {
        _experiment.Train();
        if (isWritten)
        {
            File.Delete(Path.Combine(_experiment.Folder, "data.txt"));
            _experiment.Write("data.txt", "1");
        }

        _experiment.Test();
        _experiment.Train(TrainMode.Retrain);

        Assert.Empty(_experiment.Events.Warnings);
    }

    [Fact]
    public void Another_training_says_nothing()
    {
        _experiment.Train();
        _experiment.Write("data.txt", "2");

        Snapshot forced = _experiment.Train(TrainMode.Force)!;

        Assert.Empty(_experiment.Events.Warnings);
        Assert.Equal(Of("2"), forced.Data["data.txt"]);
    }

    [Fact]
    public void Captured_data_is_tested_as_it_was_and_says_nothing()
    {
        _experiment.Write(".gitignore", "");
        _experiment.Train();
        _experiment.Write("data.txt", "2");

        _experiment.Test(ignore: true);

        Assert.Empty(_experiment.Events.Warnings);
    }

    [Fact]
    public void Test_adds_the_files_that_only_it_uses()
    {
        _experiment.Write("Task.cs", Reading("data.txt", "more.txt"));
        _experiment.Write("more.txt", "3");
        _experiment.Train();

        Snapshot tested = _experiment.Test();

        Assert.Equal([KeyValuePair.Create("data.txt", Of("1")), KeyValuePair.Create("more.txt", Of("3"))], tested.Data);
    }

    [Fact]
    public void Folder_of_data_that_has_changed_is_said()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            "public override void Train() => Run.UseData(\"rows\"); public override void Test() => Run.UseData(\"rows\");", "FolderTask"));
        _experiment.Write("rows/a/1.csv", "1");
        _experiment.Train();
        _experiment.Write("rows/b/2.csv", "2");

        Snapshot tested = _experiment.Test();

        Assert.Contains("'rows'", Assert.Single(_experiment.Events.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, tested.Data["rows"].Bytes);
    }

    [Fact]
    public void File_used_often_and_under_two_names_is_recorded_under_both()
    {
        _experiment.Write("Task.cs", TaskCode.Training(
            """Parallel.For(0, 100, i => Run.UseData(i % 2 == 0 ? "data.txt" : Path.Combine(Path.GetDirectoryName(Run.UseData("data.txt"))!, "data.txt")));"""));

        Snapshot trained = _experiment.Train()!;

        Assert.Equal(2, trained.Data.Count);
        Assert.All(trained.Data.Values, file => Assert.Equal(Of("1"), file));
    }

    [Fact]
    public void Failed_training_records_its_data()
    {
        _experiment.Write("Task.cs", TaskCode.Training("""Run.UseData("data.txt"); throw new Exception();"""));

        Assert.Throws<TaskFailedException>(() => _experiment.Train());

        Assert.Equal(Of("1"), Assert.Single(_experiment.Library.GetSnapshots()).Data["data.txt"]);
    }

    [Fact]
    public void File_that_vanishes_before_it_is_hashed_is_a_warning()
    {
        WriteSparse("large.bin", 1L << 30);
        _experiment.Write("Task.cs", TaskCode.Training("""Run.UseData("large.bin"); File.Delete(Run.UseData("data.txt"));"""));

        Snapshot trained = _experiment.Train()!;

        Assert.Contains("'data.txt'", Assert.Single(_experiment.Events.Warnings), StringComparison.Ordinal);
        Assert.Equal(["large.bin"], trained.Data.Keys);
    }

    [Fact]
    public async Task Cancelled_hashing_of_a_large_file_records_what_is_hashed()
    {
        WriteSparse("large.bin", 1L << 40);
        _experiment.Write("Task.cs", TaskCode.Training(
            """Run.UseData("data.txt"); Run.UseData("large.bin"); Console.WriteLine("here"); Run.Cancellation.WaitHandle.WaitOne();"""));
        using var cancellation = new CancellationTokenSource();
        Task run = Task.Run(
            () => _experiment.Library.Train(new TrainRequest(_experiment.Folder), _experiment.Events, cancellation.Token),
            TestContext.Current.CancellationToken);
        Until.True(() => _experiment.Events.Log.Contains("here") && Directory.Exists(Path.Combine(_experiment.Library.Folder, ".cache", "hashes")), "the first file is hashed");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Snapshot snapshot = Assert.Single(_experiment.Library.GetSnapshots());
        Assert.Equal(SnapshotState.Interrupted, snapshot.State);
        Assert.DoesNotContain("large.bin", snapshot.Data.Keys);
        Assert.Empty(_experiment.Events.Warnings);
    }

    [Fact]
    public async Task Training_that_ended_stays_trained_when_only_the_hashing_is_cancelled()
    {
        WriteSparse("large.bin", 1L << 40);
        _experiment.Write("Task.cs", TaskCode.Training("""Run.UseData("large.bin");"""));
        using var cancellation = new CancellationTokenSource();
        Task<Snapshot?> run = Task.Run(
            () => _experiment.Library.Train(new TrainRequest(_experiment.Folder), _experiment.Events, cancellation.Token),
            TestContext.Current.CancellationToken);
        Until.True(() => _experiment.Events.Steps.Contains("Waiting for the hashes of the data files."), "the hash is waited for");

        await cancellation.CancelAsync();

        Snapshot trained = (await run)!;
        Assert.Equal(SnapshotState.Trained, trained.State);
        Assert.Empty(trained.Data);
    }

    [Fact]
    public void Killed_training_leaves_its_data_and_resuming_says_what_has_changed()
    {
        var gate = new Gate(_experiment.Root);
        _experiment.Write("Task.cs", TaskCode.Training($$"""Run.UseData("data.txt"); {{gate.Statements}} Run.UseData("more.txt");"""));
        _experiment.Write("more.txt", "3");
        using (ChildProcess child = ChildProcess.Start<DataRecordTests>(nameof(Child_trains), $"{_experiment.Library.Folder}|{_experiment.Folder}"))
        {
            gate.WaitUntilReached();
            Until.True(() => Assert.Single(_experiment.Library.GetSnapshots()).Data.Count == 1, "the record is written");
            child.Kill();
        }

        gate.Open();
        _experiment.Write("data.txt", "2");
        Snapshot resumed = _experiment.Train(TrainMode.Resume)!;

        Assert.Equal([$"The data file 'data.txt' has changed since snapshot '{resumed}' was trained."], _experiment.Events.Warnings);
        Assert.Equal([KeyValuePair.Create("data.txt", Of("2")), KeyValuePair.Create("more.txt", Of("3"))], resumed.Data);
    }

    [Fact(Explicit = true)]
    public void Child_trains()
    {
        string[] given = ChildProcess.Given.Split('|');
        Library.Open(given[0]).Train(new TrainRequest(given[1]), null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Record_is_the_same_in_another_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            _experiment.Write("Task.cs", Reading("INFO.txt", "INFO.txt"));
            _experiment.Write("INFO.txt", new string('1', 1536));
            Snapshot trained = _experiment.Train()!;

            Assert.EndsWith("(1.5 KB)", _experiment.Library.GetSnapshot(trained.Id).Data["INFO.txt"].ToString(), StringComparison.Ordinal);
            _experiment.Test();
            Assert.Empty(_experiment.Events.Warnings);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{ "data.txt": null }""")]
    [InlineData("""{ "data.txt": { "sha256": 1 } }""")]
    public void Record_of_another_kind_is_damage(string data)
    {
        using var library = new StoredLibrary();
        library.Add("lab", "20260101-000000-aaaaa", $$"""
            { "format": 1, "commit_sha": "ab", "timestamp": "20260101-000000", "data": {{data}} }
            """);

        Assert.Equal(StoreProblem.Damaged, Assert.Throws<SnapshotStoreException>(() => library.Library.GetSnapshot("aaaaa")).Problem);
    }

    private static string Reading(string train, string test) => TaskCode.Task(
        $$"""
            public override void Train() => Run.UseData("{{train}}");
            public override void Test() => Run.UseData("{{test}}");
        """,
        "ReadingTask");

    private static DataFile Of(string content) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), content.Length);

    private void WriteSparse(string name, long length)
    {
        using FileStream file = File.Create(Path.Combine(_experiment.Folder, name));
        file.SetLength(length);
    }
}
