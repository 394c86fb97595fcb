using Flammable.Cli.Running;
using Flammable.Snapshots;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>Snapshots as a table, one a row.</summary>
internal static class SnapshotTable
{
    public static void Print(IEnumerable<Snapshot> snapshots, Terminal terminal)
    {
        Table table = TableConsole.NewTable(["Id", "Experiment", "State", "When", "Commit"], ["Message", "Metrics"]);
        foreach (Snapshot snapshot in snapshots)
        {
            table.AddRow(
                new Text(snapshot.Id),
                new Text(snapshot.Experiment),
                new Text(SnapshotText.State(snapshot), StateStyle.Of(snapshot.State)),
                new Text(SnapshotText.Time(snapshot.Timestamp)),
                new Text(snapshot.ShortCommit),
                new Text(SnapshotText.Headline(snapshot)),
                new Text(SnapshotText.Metrics("", snapshot.Test)));
        }

        if (table.Rows.Count == 0)
        {
            terminal.Error.WriteLine("No snapshots.");
            return;
        }

        TableConsole.Print(table, terminal);
    }
}
