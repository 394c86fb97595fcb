using System.Globalization;
using Flammable.Cli.Running;
using Flammable.Comparing;
using Flammable.Snapshots;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>The samples that two snapshots answer differently as a table, and how many they are.</summary>
internal static class PredictionTable
{
    public static void Print(PredictionComparison comparison, Snapshot reference, Snapshot difference, Terminal terminal)
    {
        if (comparison.Differences.Count > 0)
        {
            Table table = TableConsole.NewTable(["Line"], [reference.Id, difference.Id, "Sample"]);
            foreach (PredictionDifference one in comparison.Differences)
            {
                table.AddRow(
                    new Text(one.Line.ToString(CultureInfo.InvariantCulture)),
                    new Text(SnapshotText.OneLine(one.Reference)),
                    new Text(SnapshotText.OneLine(one.Difference)),
                    new Text(SnapshotText.OneLine(one.Sample ?? "")));
            }

            TableConsole.Print(table, terminal);
        }

        terminal.Output.WriteLine($"{comparison.Differences.Count} of {comparison.Lines} lines differ.");
    }
}
