using System.Text.Json;
using Flammable.Errors;
using Flammable.Exporting;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Metrics;

/// <summary>Any text as a series' name, and any number of them.</summary>
public sealed class SeriesNameTests
{
    private static readonly string[] Names =
    [
        "😀🎉", "👩‍🚀", "שלום עולם", "\u202Egnp.exe", "größe", "gro\u0308ße", "a\u0000b\u001b[31m\u0007", "line\nfeed\r\nand\u2028more\u0085",
        "quote\"s, 'and' \\back\\slashes\\", "{\"a\":1}", "../../etc/passwd", "*", "loss?", "NaN", "format", "count", " spaces ", "\ufeffbom", "\uffff",
        new('é', 100_000),
    ];

    [Fact]
    public void Any_name_is_kept_listed_read_and_exported()
    {
        using var experiment = new Experimenting(task: Appending(Names));

        Snapshot snapshot = experiment.Train()!;

        Assert.Equal(Names, snapshot.Train.Keys);
        Assert.Equal(Names, Assert.Single(experiment.Library.GetSnapshots()).Train.Keys);
        Assert.Equal(Names, Read(experiment, snapshot).Select(point => point.Series));
        Assert.All(Names, name => Assert.Contains(name, Read(experiment, snapshot, name).Select(point => point.Series)));
        Assert.Equal(Names, Export(experiment, snapshot, ExportFormat.JsonLines).Split('\n')[..^1]
            .Select(line => JsonElement.Parse(line).GetProperty("series").GetString()));
        Assert.Equal(Names, JsonElement.Parse(Export(experiment, snapshot, ExportFormat.Json))[0].GetProperty("series").EnumerateArray()
            .Select(point => point.GetProperty("series").GetString()));
        string csv = Export(experiment, snapshot, ExportFormat.Csv);
        Assert.All(Names, name => Assert.Contains(name.Replace("\"", "\"\"", StringComparison.Ordinal), csv, StringComparison.Ordinal));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        using var experiment = new Experimenting(task: Appending(["cut\ud83d", "cut\ud83c", "\udc00x", "cut\ufffd"]));

        Snapshot snapshot = experiment.Train()!;

        Assert.Equal(["cut\ufffd", "\ufffdx"], snapshot.Train.Keys);
        Assert.Equal(3, snapshot.Train["cut\ufffd"].Count);
        Assert.Equal([0L, 1, 0, 2], Read(experiment, snapshot).Select(point => point.Step));
        Assert.Equal(snapshot.Train, Assert.Single(experiment.Library.GetSnapshots()).Train);
    }

    [Fact]
    public void Blank_name_fails_the_training_and_is_said()
    {
        using var experiment = new Experimenting(task: Appending(["loss", " \t\n"]));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => experiment.Train());

        Assert.Equal(typeof(ArgumentException).FullName, error.ErrorType);
        Assert.Equal(["loss"], Assert.Single(experiment.Library.GetSnapshots()).Train.Keys);
    }

    [Fact]
    public void Million_names_are_in_the_journal_and_the_first_of_them_in_the_listing()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train()
                {
                    for (int i = 0; i < 1_000_000; i++) Snapshot.Train.Append($"weight {i}", i);
                    Snapshot.Train.Append("weight 999999", 0);
                    Snapshot.Validation.Append("loss", 1);
                }

                public override void Test() => Snapshot.Test.Store("accuracy", 1);
            """,
            "Wide"));

        experiment.Train();
        experiment.Test();

        Snapshot snapshot = Assert.Single(experiment.Library.GetSnapshots());
        Assert.Equal((SnapshotState.Trained, 10_000, 990_000), (snapshot.State, snapshot.Train.Count, snapshot.SeriesWithoutSummary));
        Assert.Equal(("weight 0", "weight 9999"), (snapshot.Train.Keys.First(), snapshot.Train.Keys.Last()));
        Assert.Equal((1, 1), (snapshot.Validation.Count, snapshot.Test.Count));
        Assert.InRange(new FileInfo(Path.Combine(snapshot.Path, "snapshot.json")).Length, 0, 4_000_000);
        Assert.Equal([0L, 1], Read(experiment, snapshot, "weight 999999").Select(point => point.Step));
    }

    private static string Appending(string[] names) => TaskCode.Training(
        $"foreach (string name in new[] {{ {string.Join(", ", names.Select(Literal))} }}) Snapshot.Train.Append(name, 1);");

    private static string Literal(string name) => $"\"{string.Concat(name.Select(c => $"\\u{(int)c:x4}"))}\"";

    private static IEnumerable<SeriesPoint> Read(Experimenting experiment, Snapshot snapshot, string? name = null) =>
        experiment.Library.GetMetrics(
            snapshot, new MetricFilter { Names = name is null ? [] : [name] }, follow: false, TestContext.Current.CancellationToken);

    private static string Export(Experimenting experiment, Snapshot snapshot, ExportFormat format)
    {
        string path = Path.Combine(experiment.Root, $"export.{format}");
        experiment.Library.Export([snapshot], path, format, cancellation: TestContext.Current.CancellationToken);
        return File.ReadAllText(path);
    }
}
