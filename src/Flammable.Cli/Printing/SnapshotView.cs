using System.Globalization;
using Flammable.Cli.Running;
using Flammable.Snapshots;

namespace Flammable.Cli.Printing;

/// <summary>All that one snapshot holds, in two columns.</summary>
internal static class SnapshotView
{
    public static void Print(Snapshot snapshot, Terminal terminal) => new PropertyGrid()
        .Add("Id", snapshot.Id)
        .Add("Name", snapshot.Name)
        .Add("Experiment", snapshot.Experiment)
        .Add("State", SnapshotText.State(snapshot), StateStyle.Of(snapshot.State))
        .Add("Error", snapshot.Error)
        .Add("Message", snapshot.Message)
        .Add("Tags", snapshot.Tags)
        .Add("When", SnapshotText.Time(snapshot.Timestamp))
        .Add("Started", Time(snapshot.StartedAt))
        .Add("Ended", Time(snapshot.EndedAt))
        .Add("Duration", snapshot.Duration is TimeSpan duration ? SnapshotText.Duration(duration) : null)
        .Add("Tested", Time(snapshot.TestedAt))
        .Add("Commit", snapshot.Commit)
        .Add("Trained commit", snapshot.TrainedCommit)
        .Add("Commit mode", snapshot.CommitMode)
        .Add("Base commit", snapshot.BaseCommit)
        .Add("Code folder", snapshot.CodeFolder)
        .Add("Task file", snapshot.TaskPath)
        .Add("Task", snapshot.TaskName)
        .Add("Seed", snapshot.Seed?.ToString(CultureInfo.InvariantCulture))
        .Add("Parameters", snapshot.Parameters.Select(entry => $"{entry.Key} = {SnapshotText.Value(entry.Value)}"))
        .Add("Train", snapshot.Train.Select(Series))
        .Add("Validation", snapshot.Validation.Select(Series))
        .Add("Test", snapshot.Test.Select(Series))
        .Add("More series", snapshot.SeriesWithoutSummary > 0 ? $"{snapshot.SeriesWithoutSummary.ToString(CultureInfo.InvariantCulture)}, in the journal alone" : null)
        .Add("Model files", snapshot.ModelFiles)
        .Add("Custom", snapshot.Custom.Select(entry => $"{entry.Key} = {SnapshotText.Value(entry.Value)}"))
        .Add("Data", snapshot.Data.Select(file => $"{file.Key} {file.Value}"))
        .Add("Command", snapshot.Environment?.Command)
        .Add("Host", snapshot.Environment?.Host)
        .Add("Environment", snapshot.Environment?.ToString())
        .Add("Packages", Packages(snapshot.Environment))
        .Add("Peak memory", snapshot.Environment?.PeakMemoryBytes is { } peak ? ByteSize.Text(peak) : null)
        .Add("Path", snapshot.Path)
        .Add("Version", snapshot.Version)
        .Print(terminal);

    private static string? Packages(RunEnvironment? environment) =>
        environment is null ? null : string.Join(", ", environment.Packages.Select(package => $"{package.Key} {package.Value}"));

    private static string? Time(DateTimeOffset? time) => time is DateTimeOffset known ? SnapshotText.Time(known) : null;

    private static string Series(KeyValuePair<string, SeriesSummary> series) => series.Value.Count == 1
        ? $"{SnapshotText.OneLine(series.Key)} {series.Value}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{SnapshotText.OneLine(series.Key)} {series.Value} (min {series.Value.Min:G4}, max {series.Value.Max:G4}, mean {series.Value.Mean:G4}, {series.Value.Count} values)");
}
