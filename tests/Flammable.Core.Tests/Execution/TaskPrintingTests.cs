using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class TaskPrintingTests
{
    [Fact]
    public void Hundred_thousand_lines_are_in_the_log_and_in_the_events_in_order()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("""for (int i = 0; i < 100_000; i++) Console.WriteLine($"line {i}");"""));

        Snapshot snapshot = experiment.Train()!;

        IEnumerable<string> expected = Enumerable.Range(0, 100_000).Select(i => $"line {i}");
        Assert.True(expected.SequenceEqual(Log(snapshot)));
        Assert.True(expected.SequenceEqual(experiment.Events.Log));
    }

    [Fact]
    public void Lines_of_several_threads_stay_whole_and_in_each_threads_order()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            """Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, part => { for (int i = 0; i < 1000; i++) Console.WriteLine("part {0} line {1}", part, i); });"""));

        string[] lines = Log(experiment.Train()!);

        Assert.Equal(4000, lines.Length);
        for (int part = 0; part < 4; part++)
        {
            string start = $"part {part} ";
            Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{start}line {i}"), lines.Where(line => line.StartsWith(start, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Every_way_of_printing_ends_in_the_log()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            """
            Console.Write('a'); Console.Write("b"); Console.Write(15); Console.Write(new[] { 'c', 'd' }); Console.WriteLine();
            Console.WriteLine(true); Console.WriteLine((string?)null); Console.WriteLine("x\r\ny"); Console.Error.WriteLine("error");
            Console.Out.WriteLine("out".AsSpan()); Console.Out.WriteLineAsync("later").Wait(); Console.Write("no end");
            """));

        Assert.Equal(
            ["ab15cd", "True", "", "x", "y", "error", "out", "later", "no end"], Log(experiment.Train()!));
    }

    [Fact]
    public void What_a_constructor_prints_is_told()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """public Loud() { Console.WriteLine("made"); } public override void Train() { }""", "Loud"));

        experiment.Train();

        Assert.Equal(["made"], experiment.Events.Log);
    }

    [Fact]
    public void Listener_that_prints_each_line_is_not_heard_as_the_task()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("""Console.WriteLine("once"); Run.Progress(1, 2, "half");"""));
        var listener = new Printing();

        Snapshot snapshot = experiment.Library.Train(new TrainRequest(experiment.Folder), listener, TestContext.Current.CancellationToken)!;

        Assert.Equal(["once"], Log(snapshot));
        Assert.Equal(["once"], listener.Lines);
    }

    [Fact]
    public void Console_that_a_task_replaced_is_put_back() =>
        ChildProcess.Run<TaskPrintingTests>(nameof(Child_replaces_the_console), "");

    [Fact(Explicit = true)]
    public void Child_replaces_the_console()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            "Console.SetOut(new StringWriter()); Console.SetError(TextWriter.Null); throw new InvalidOperationException();"));
        Assert.Throws<Flammable.Errors.TaskFailedException>(() => experiment.Train());
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        experiment.Write("Task.cs", TaskCode.Counting());

        Assert.Equal(["trained 1"], Log(experiment.Train()!));

        Assert.Same(output, Console.Out);
        Assert.Same(error, Console.Error);
    }

    [Fact]
    public void Two_runs_at_once_keep_their_lines_apart()
    {
        using var first = new Experimenting(task: Meeting("first"));
        using var second = new Experimenting(task: Meeting("second"));
        using var meeting = new TemporaryFolder();
        first.Write("place.txt", meeting.Path);
        second.Write("place.txt", meeting.Path);

        Snapshot?[] snapshots = [null, null];
        Parallel.Invoke(
            new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken, MaxDegreeOfParallelism = 2 },
            () => snapshots[0] = first.Train(),
            () => snapshots[1] = second.Train());

        Assert.Equal(Enumerable.Repeat("first", 500), Log(snapshots[0]!));
        Assert.Equal(Enumerable.Repeat("second", 500), Log(snapshots[1]!));
    }

    [Fact]
    public void Lines_of_a_test_follow_those_of_the_training()
    {
        using var experiment = new Experimenting();
        experiment.Train();

        Assert.Equal(["trained 1", "tested 1"], Log(experiment.Test()));
    }

    private static string Meeting(string name) => TaskCode.Training(
        $$"""
        string place = File.ReadAllText(Run.UseData("place.txt"));
        File.WriteAllText(Path.Combine(place, "{{name}}"), "");
        while (Directory.GetFiles(place).Length < 2) Run.Cancellation.WaitHandle.WaitOne(5);
        for (int i = 0; i < 500; i++) Console.WriteLine("{{name}}");
        """);

    private static string[] Log(Snapshot snapshot) => File.ReadAllLines(Path.Combine(snapshot.Path, "run.log"));

    private sealed class Printing : IProgress<RunEvent>
    {
        private readonly Lock _lock = new();

        public List<string> Lines { get; } = [];

        public void Report(RunEvent value)
        {
            lock (_lock)
            {
                // Where the listener is heard as the task, the line comes back for ever.
                if (value is LogEvent log && Lines.Count < 10)
                {
                    Lines.Add(log.Line);
                    Console.WriteLine(log.Line);
                }
                else if (value is ProgressEvent)
                {
                    Console.WriteLine("progress");
                }
            }
        }
    }
}
