using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Imports the tasks of past snapshots: compiled before, and not compiled before by a warm compiler.</summary>
internal sealed class PastTaskComparison : IComparison
{
    private const int Count = 15;
    private const int WarmUps = 5;

    public string Name => "past";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        Library library = Library.Open(folder.At("library"));
        Queue<Snapshot> snapshots = new(Enumerable.Range(0, WarmUps + Count).Select(edit =>
            library.Train(new TrainRequest(folder.Write("code/EditedTask.cs", TaskCode.Edited(edit))))!));
        Snapshot compiled = snapshots.Peek();
        yield return Figure.Alone(
            "past task compiled before", new Repetitions(Count, WarmUps).Median(() => Import(library, compiled)), Limit.Time(50));

        Directory.Delete(folder.At("library/.cache"), recursive: true);
        yield return Figure.Alone(
            "past task not compiled before", new Repetitions(Count, WarmUps).Median(() => Import(library, snapshots.Dequeue())), Limit.Time(200));
    }

    private static double Import(Library library, Snapshot snapshot)
    {
        ImportedTask? task = null;
        double time = Clock.Time(() => task = library.Import(snapshot));
        task!.Dispose();
        return time;
    }
}
