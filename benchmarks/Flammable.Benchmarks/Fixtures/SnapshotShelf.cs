using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>A library of one experiment with 10,000 snapshots, a minute apart.</summary>
internal static class SnapshotShelf
{
    public const int Count = 10_000;

    private static readonly DateTime _first = new(2025, 1, 1, 8, 0, 0, DateTimeKind.Local);

    /// <summary>Writes the library.</summary>
    public static void Fill(string library)
    {
        string folder = Path.Combine(library, "Shelf");
        Directory.CreateDirectory(folder);
        new ExperimentFile { Id = Guid.NewGuid(), Name = "Shelf", Created = _first }.Write(folder);
        SnapshotStore store = new ExperimentCatalog(library).Snapshots("Shelf");
        for (int number = 0; number < Count; number++)
        {
            SnapshotKey key = store.Key($"{_first.AddMinutes(number):yyyyMMdd-HHmmss}-{Letters(number)}");
            Directory.CreateDirectory(key.Path);
            File.WriteAllText(Path.Combine(key.Path, "snapshot.json"), SnapshotJson.ToDocument(Snapshot(key, number)).ToString());
        }
    }

    /// <summary>A snapshot as an ordinary run leaves it: three series, two models, three hyperparameters.</summary>
    public static Snapshot Snapshot(SnapshotKey key, int number) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Experiment = key.Experiment,
        Path = key.Path,
        State = SnapshotState.Trained,
        Commit = $"{number:x40}",
        CommitMode = "Branch",
        TaskPath = "ShelfTask.cs",
        TaskName = "ShelfTask",
        Message = $"Attempt {number}",
        Timestamp = _first.AddMinutes(number),
        StartedAt = _first.AddMinutes(number),
        EndedAt = _first.AddMinutes(number).AddSeconds(41.5),
        TestedAt = _first.AddMinutes(number).AddSeconds(50),
        Parameters = new Dictionary<string, object?> { ["LearningRate"] = 0.1, ["Epochs"] = 20L, ["Optimizer"] = "adam" },
        Train = new Dictionary<string, SeriesSummary> { ["loss"] = SeriesSummary.Of(1.0 / (number + 1)) },
        Validation = new Dictionary<string, SeriesSummary> { ["loss"] = SeriesSummary.Of(1.5 / (number + 1)) },
        Test = new Dictionary<string, SeriesSummary> { ["accuracy"] = SeriesSummary.Of(0.97) },
        ModelFiles = ["best.json", "final.json"],
        Version = FlammableVersion.Current,
    };

    private static string Letters(int number)
    {
        char[] letters = new char[5];
        for (int place = letters.Length - 1; place >= 0; place--, number /= 26)
        {
            letters[place] = (char)('a' + number % 26);
        }

        return new string(letters);
    }
}
