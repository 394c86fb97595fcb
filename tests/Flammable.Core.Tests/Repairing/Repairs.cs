using Flammable.Repairing;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Repairing;

/// <summary>Checks and repairs the library of an <see cref="Experimenting"/>.</summary>
internal static class Repairs
{
    /// <summary>A task that appends ten values, saves a model and measures it.</summary>
    public static string Numbers => TaskCode.Task(
        """
            public override void Train()
            {
                for (int i = 0; i < 10; i++) Snapshot.Train.Append("loss", i);
                Snapshot.SaveModel("final.txt", stream => stream.Write("one"u8));
            }
            public override void Test()
            {
                using var reader = new StreamReader(Snapshot.OpenModel());
                Snapshot.Test.Store("length", reader.ReadToEnd().Length);
            }
        """,
        "NumbersTask");

    /// <summary>All that a check finds.</summary>
    public static IReadOnlyList<LibraryProblem> Problems(this Experimenting experiment, string? name = null) =>
        [.. experiment.Library.Check(name, cancellation: TestContext.Current.CancellationToken)];

    /// <summary>Repairs each problem as soon as it is found.</summary>
    public static IReadOnlyList<LibraryProblem> Repair(this Experimenting experiment) =>
        [.. Library.Open(experiment.Library.Folder).Check().Select(experiment.Library.Repair)];

    /// <summary>Asserts that a check finds one problem, that a repair mends it, and that a check finds nothing then.</summary>
    public static LibraryProblem AssertRepaired(this Experimenting experiment, LibraryProblemKind kind)
    {
        LibraryProblem found = Assert.Single(experiment.Problems());
        Assert.Equal((kind, LibraryProblemStatus.Repairable), (found.Kind, found.Status));
        Assert.NotNull(found.Repair);

        Assert.Equal(LibraryProblemStatus.Repaired, Assert.Single(experiment.Repair()).Status);

        Assert.Empty(experiment.Problems());
        return found;
    }

    /// <summary>Asserts that a check finds one problem that nothing can be done about, and that a repair leaves it.</summary>
    public static LibraryProblem AssertOnlyTold(this Experimenting experiment, LibraryProblemKind kind, LibraryProblemStatus status)
    {
        LibraryProblem found = Assert.Single(experiment.Problems());
        Assert.Equal((kind, status), (found.Kind, found.Status));
        Assert.Equal(found with { Mend = null }, Assert.Single(experiment.Repair()) with { Mend = null });
        return found;
    }

    /// <summary>The files in the quarantine, by their names below the folder of the repair.</summary>
    public static IReadOnlyDictionary<string, string> Quarantine(this Experimenting experiment) => experiment.QuarantinedFiles().ToDictionary(
        path => string.Join('/', Path.GetRelativePath(experiment.Library.Folder, path).Split(Path.DirectorySeparatorChar)[2..]), System.IO.File.ReadAllText);

    /// <summary>The full paths of the files in the quarantine.</summary>
    public static IReadOnlyList<string> QuarantinedFiles(this Experimenting experiment)
    {
        string folder = Path.Combine(experiment.Library.Folder, ".quarantine");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    /// <summary>A snapshot as its file says it now.</summary>
    public static Snapshot Reread(this Experimenting experiment, Snapshot snapshot) => experiment.Library.GetSnapshot(snapshot.Name);

    public static string File(this Snapshot snapshot, string name) => Path.Combine(snapshot.Path, name);
}
