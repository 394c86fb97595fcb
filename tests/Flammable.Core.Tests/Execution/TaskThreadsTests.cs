using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

/// <summary>Threads that a task starts. What could end the process is done in a process of its own.</summary>
public sealed class TaskThreadsTests
{
    [Fact]
    public void Exception_on_a_thread_that_the_task_started_fails_the_run_and_the_process_lives() =>
        ChildProcess.Run<TaskThreadsTests>(nameof(Child_fails_on_another_thread), "");

    [Fact]
    public void Exceptions_on_many_threads_fail_the_run_and_the_process_lives() =>
        ChildProcess.Run<TaskThreadsTests>(nameof(Child_fails_on_many_threads), "");

    [Fact]
    public void Exception_in_an_async_void_method_fails_the_run_and_the_process_lives() =>
        ChildProcess.Run<TaskThreadsTests>(nameof(Child_fails_in_async_void), "");

    [Fact]
    public void Threads_left_behind_write_nothing_after_the_end_and_the_process_lives() =>
        ChildProcess.Run<TaskThreadsTests>(nameof(Child_leaves_threads), "");

    [Fact(Explicit = true)]
    public void Child_fails_on_another_thread() => AssertFails(
        """var thread = new Thread(() => throw new InvalidDataException("other thread")); thread.Start(); thread.Join();""");

    [Fact(Explicit = true)]
    public void Child_fails_on_many_threads() => AssertFails(
        """
        Thread[] threads = Enumerable.Range(0, 8).Select(i => new Thread(() => throw new InvalidDataException($"other thread {i}"))).ToArray();
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        """);

    [Fact(Explicit = true)]
    public void Child_fails_in_async_void() => AssertFails(
        """
        Go(); Run.Cancellation.WaitHandle.WaitOne(30000);
        }
        private static async void Go()
        {
            await Task.Yield();
            throw new InvalidDataException("other thread");
        """);

    [Fact(Explicit = true)]
    public void Child_leaves_threads()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            $$"""
            Snapshot.Train.Append("loss", 1);
            for (int i = 0; i < 4; i++)
            {
                int number = i;
                new Thread(() =>
                {
                    while (!File.Exists(Run.UseData("Task.cs") + ".go")) Thread.Sleep(5);
                    Console.WriteLine("late line");
                    try { Snapshot.SaveModel($"late{number}.txt", stream => stream.WriteByte(1)); } catch (InvalidOperationException) { }
                    File.WriteAllText(Run.UseData("Task.cs") + $".{number}.here", "");
                    Snapshot.Train.Append("loss", 2);
                }) { IsBackground = true }.Start();
            }
            """));
        Snapshot snapshot = experiment.Train()!;
        string[] files = Contents(snapshot);

        experiment.Write("Task.cs.go", "");
        Until.True(
            () => Enumerable.Range(0, 4).All(i => File.Exists(Path.Combine(experiment.Folder, $"Task.cs.{i}.here"))), "the threads go on");
        experiment.Write("Task.cs", TaskCode.Counting(2));
        experiment.Train(TrainMode.Force);

        Assert.Equal(files, Contents(snapshot));
        Assert.Equal(1, experiment.Library.GetSnapshot(snapshot.Id).Train["loss"].Count);
    }

    private static void AssertFails(string statements)
    {
        using var experiment = new Experimenting(task: TaskCode.Training(statements));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => experiment.Train());

        Assert.Contains("other thread", error.Message, StringComparison.Ordinal);
        Assert.Equal(SnapshotState.Failed, Assert.Single(experiment.Library.GetSnapshots()).State);
    }

    private static string[] Contents(Snapshot snapshot) =>
    [
        .. Directory.EnumerateFiles(snapshot.Path).Order(StringComparer.Ordinal).Select(path => $"{Path.GetFileName(path)}: {File.ReadAllText(path)}"),
    ];
}
