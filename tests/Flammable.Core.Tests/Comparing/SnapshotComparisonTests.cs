using Flammable.Comparing;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Comparing;

public sealed class SnapshotComparisonTests : IDisposable
{
    private readonly StoredLibrary _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public void Parameters_differ_by_what_they_are_worth()
    {
        SnapshotComparison comparison = Compare(
            "\"parameters\": { \"same\": 1, \"rate\": 0.5, \"name\": \"a\", \"gone\": null, \"nan\": \"NaN\", \"big\": 9007199254740993 }",
            "\"parameters\": { \"same\": 1.0, \"rate\": 1, \"name\": \"1\", \"added\": true, \"nan\": \"NaN\", \"big\": 9007199254740992 }");

        Assert.Equal(
            [("added", null, true), ("big", 9007199254740993L, 9007199254740992L), ("gone", null, null), ("name", "a", "1"), ("rate", 0.5, 1L)],
            comparison.Parameters.Select(p => (p.Name, p.Reference, p.Difference)));
    }

    [Fact]
    public void Metrics_tell_by_how_much_they_differ()
    {
        SnapshotComparison comparison = Compare(
            """
            "train_data": { "loss": [1, 0.5], "same": [1, 2], "nan": ["NaN"], "path": [1, 3] }, "test_data": { "accuracy": [0.8], "gone": [1], "zero": [0], "high": ["Infinity"] }
            """,
            """
            "train_data": { "loss": [1, 0.25], "same": [1, 2], "nan": ["NaN"], "path": [2, 3] }, "test_data": { "accuracy": [0.9], "new": [2], "zero": [1], "high": ["NaN"] }
            """);

        Assert.Equal(["loss", "path", "accuracy", "gone", "high", "new", "zero"], comparison.Metrics.Select(metric => metric.Name));
        MetricDifference loss = comparison.Metrics[0];
        Assert.Equal((MetricSplit.Train, 0.5, 0.25, -0.25, -0.5), (loss.Split, loss.Reference, loss.Difference, loss.Delta, loss.RelativeDelta));
        Assert.Equal(0, comparison.Metrics[1].Delta);
        Assert.Equal((1.0, null, null, null), Numbers("gone"));
        Assert.Equal((null, 2.0, null, null), Numbers("new"));
        Assert.Equal((0.0, 1.0, 1.0, null), Numbers("zero"));
        Assert.Equal((double.PositiveInfinity, double.NaN, double.NaN, double.NaN), Numbers("high"));

        (double?, double?, double?, double?) Numbers(string name)
        {
            MetricDifference metric = comparison.Metrics.Single(one => one.Name == name);
            return (metric.Reference, metric.Difference, metric.Delta, metric.RelativeDelta);
        }
    }

    [Fact]
    public void Seed_task_and_version_are_of_the_environment()
    {
        SnapshotComparison comparison = Compare(
            "\"seed\": 1, \"task\": \"A\", \"filename\": \"A.cs\", \"version\": \"1.0.0\"",
            "\"task\": \"B\", \"filename\": \"A.cs\", \"version\": \"1.1.0\"");

        Assert.Equal(
            [("Task", "A", "B"), ("Seed", "1", null), ("Flammable", "1.0.0", "1.1.0")],
            comparison.Environment.Select(fact => (fact.Name, fact.Reference, fact.Difference)));
        Assert.All(comparison.Differences, one => Assert.Equal(("One/20260101-000000-aaaaa", "One/20260102-000000-bbbbb"), (one.ReferenceSnapshot, one.Snapshot)));
    }

    [Fact]
    public void Machine_versions_and_data_are_of_the_environment()
    {
        SnapshotComparison comparison = Compare(
            """
            "environment": { "os": "A", "dotnet": "same", "packages": { "P": "1.0" }, "gpus": [ { "name": "G", "driver": "5" } ], "peak_memory_bytes": 1 },
            "data": { "in.csv": { "sha256": "aa", "bytes": 1 } }
            """,
            """
            "environment": { "os": "B", "dotnet": "same", "packages": { "P": "1.1" }, "gpus": [ { "name": "G", "driver": "6" } ], "peak_memory_bytes": 2 },
            "data": { "in.csv": { "sha256": "bb", "bytes": 1 } }
            """);

        Assert.Equal(
            [("OS", "A", "B"), ("Gpu 0", "G, driver 5", "G, driver 6"), ("Package P", "1.0", "1.1"), ("Data in.csv", "aa (1 B)", "bb (1 B)")],
            comparison.Environment.Select(fact => (fact.Name, fact.Reference, fact.Difference)));
    }

    [Fact]
    public void Snapshot_does_not_differ_from_itself()
    {
        _stored.Add("One", "20260101-000000-aaaaa", Json("\"test_data\": { \"x\": [\"NaN\"] }, \"parameters\": { \"p\": \"NaN\" }"));
        Snapshot snapshot = _stored.Library.GetSnapshot("aaaaa");

        Assert.Empty(_stored.Library.Compare(snapshot, snapshot).Differences);
    }

    [Fact]
    public void Parts_that_are_not_asked_for_are_not_compared()
    {
        SnapshotComparison comparison = Compare("\"seed\": 1, \"parameters\": { \"p\": 1 }", "\"seed\": 2, \"parameters\": { \"p\": 2 }", ComparedParts.Parameter);

        Assert.Equal(["p"], comparison.Differences.Cast<ParameterDifference>().Select(parameter => parameter.Name));
    }

    private SnapshotComparison Compare(
        string first, string second, ComparedParts parts = ComparedParts.Parameter | ComparedParts.Metric | ComparedParts.Environment)
    {
        _stored.Add("One", "20260101-000000-aaaaa", Json(first));
        _stored.Add("One", "20260102-000000-bbbbb", Json(second));
        return _stored.Library.Compare(_stored.Library.GetSnapshot("aaaaa"), _stored.Library.GetSnapshot("bbbbb"), parts);
    }

    private static string Json(string members) =>
        $$"""{ "commit_sha": "{{new string('0', 40)}}", "timestamp": "2026-01-01T00:00:00Z", "state": "trained", {{members}} }""";
}
