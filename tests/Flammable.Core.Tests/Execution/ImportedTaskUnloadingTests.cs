using System.Runtime.CompilerServices;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

/// <summary>The code of an imported task goes with its handle.</summary>
public sealed class ImportedTaskUnloadingTests : IDisposable
{
    private readonly Experimenting _experiment = new(task: Version(0));

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Contexts_of_fifty_versions_are_collected_when_they_were_used_and_disposed()
    {
        List<Snapshot> versions = [];
        for (int version = 0; version < 50; version++)
        {
            _experiment.Write("Task.cs", Version(version));
            versions.Add(_experiment.Train()!);
        }

        List<object?> answers = [];
        WeakReference[] contexts = UseAll(versions, answers);

        Assert.All(contexts, Until.Collected);
        Assert.Equal(Enumerable.Range(0, 50), answers.Select(answer => (int)((Dictionary<string, object?>)answer!)["Number"]!));
    }

    [Fact]
    public void Handle_that_is_forgotten_is_collected_with_its_context_and_lets_the_snapshot_go()
    {
        Snapshot snapshot = _experiment.Train()!;

        WeakReference context = LoadedContext.Of(() => Import(snapshot).Ask());

        Until.Collected(context);
        Until.True(() => CanBeRetrained(), "the snapshot's lock is free");
    }

    [Fact]
    public void Handle_that_was_disposed_does_not_keep_the_context()
    {
        Snapshot snapshot = _experiment.Train()!;
        ImportedTask? task = null;

        WeakReference context = LoadedContext.Of(() =>
        {
            task = Import(snapshot);
            task.Ask();
            task.Measure();
            task.Dispose();
        });

        Until.Collected(context);
        GC.KeepAlive(task);
    }

    [Fact]
    public void Answers_and_errors_do_not_keep_the_context()
    {
        Snapshot snapshot = _experiment.Train()!;
        List<object?> kept = [];

        WeakReference context = LoadedContext.Of(() =>
        {
            using ImportedTask task = Import(snapshot);
            kept.Add(task.Ask());
            kept.Add(task.Measure());
            kept.Add(Record.Exception(() => task.Ask("throw")));
        });

        Until.Collected(context);
        Assert.All(kept, Assert.NotNull);
    }

    private static string Version(int number) => TaskCode.Task(
        $$"""
            public sealed record Answer(int Number, Answer[] Parts);
            public sealed class OwnException : Exception;
            public override void Train() { }
            public override void Test() => Snapshot.Test.Store("number", {{number}});
            public override object? Eval(object? sample) => sample is null ? new Answer({{number}}, [new Answer(1, [])]) : throw new OwnException();
        """,
        "VersionTask");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference[] UseAll(List<Snapshot> versions, List<object?> answers)
    {
        List<ImportedTask> tasks = [];
        WeakReference[] contexts = [.. versions.Select(version => LoadedContext.Of(() => tasks.Add(Import(version))))];
        foreach (ImportedTask task in tasks)
        {
            answers.Add(task.Ask());
            task.Dispose();
        }

        return contexts;
    }

    private bool CanBeRetrained()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Record.Exception(() => _experiment.Train(TrainMode.Retrain)) is null;
    }

    private ImportedTask Import(Snapshot snapshot) =>
        _experiment.Library.Import(snapshot, null, TestContext.Current.CancellationToken);
}
