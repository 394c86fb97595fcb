using System.Globalization;
using Flammable.Bisecting;
using Flammable.Cli.Running;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>The commits that a search examined, one a row, and its answer below.</summary>
internal static class RegressionView
{
    public static void Print(Regression regression, Terminal terminal)
    {
        Table table = TableConsole.NewTable(["Commit", "When", "Value", "Result", "Source"], ["Message"]);
        foreach (ExaminedCommit commit in regression.Steps)
        {
            table.AddRow(
                new Text(commit.ShortCommit),
                new Text(SnapshotText.Time(commit.AuthoredAt)),
                new Text(Value(commit)),
                Result(commit),
                new Text(commit.Source.ToString().ToLowerInvariant()),
                new Text(SnapshotText.OneLine(commit.Reason is null ? commit.Message : $"{commit.Message} ({commit.Reason})")));
        }

        TableConsole.Print(table, terminal);
        terminal.Output.WriteLine();
        if (regression.FirstBad is { } first)
        {
            terminal.Output.WriteLine($"First bad: {Line(first)}, {regression.Metric} {Value(first)}");
        }
        else
        {
            terminal.Output.WriteLine("First bad: one of these; all but the last were skipped:");
            foreach (ExaminedCommit suspect in regression.Suspects)
            {
                terminal.Output.WriteLine($"  {Line(suspect)}");
            }
        }

        terminal.Output.WriteLine($"Last good: {Line(regression.LastGood)}, {regression.Metric} {Value(regression.LastGood)}");
    }

    private static string Line(ExaminedCommit commit) => SnapshotText.OneLine(
        $"{commit.ShortCommit} {commit.Message} ({commit.Author}, {SnapshotText.Time(commit.AuthoredAt)})");

    private static string Value(ExaminedCommit commit) => commit.Value?.ToString("G4", CultureInfo.InvariantCulture) ?? "";

    private static Text Result(ExaminedCommit commit) => commit.IsBad switch
    {
        true => new Text("bad", new Style(Color.Red)),
        false => new Text("good", new Style(Color.Green)),
        null => new Text(""),
    };
}
