using System.Globalization;
using Flammable.Cli.Running;
using Flammable.Experiments;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>Experiments as a table, one a row.</summary>
internal static class ExperimentTable
{
    public static void Print(IEnumerable<Experiment> experiments, Terminal terminal)
    {
        Table table = TableConsole.NewTable(["Name", "Snapshots", "Last", "Made"], ["Code"]);
        foreach (Experiment experiment in experiments)
        {
            table.AddRow(
                new Text(experiment.Name),
                new Text(experiment.SnapshotCount.ToString(CultureInfo.InvariantCulture)),
                new Text(experiment.LastSnapshot ?? ""),
                new Text(experiment.CreatedAt is DateTimeOffset time ? SnapshotText.Time(time) : ""),
                new Text(experiment.CodeFolder ?? ""));
        }

        if (table.Rows.Count == 0)
        {
            terminal.Error.WriteLine("No experiments.");
            return;
        }

        TableConsole.Print(table, terminal);
    }
}
