using System.Globalization;
using Flammable.Cli.Running;
using Flammable.Lifecycle;
using Flammable.Snapshots;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>What clearing a library frees, one kind a row.</summary>
internal static class ReclaimableTable
{
    public static void Print(IReadOnlyList<Reclaimable> totals, Terminal terminal)
    {
        if (totals.Count == 0)
        {
            return;
        }

        Table table = TableConsole.NewTable(["Kind", "Count", "Size"], []);
        foreach (Reclaimable total in totals)
        {
            table.AddRow(
                new Text(total.Kind.ToString().ToLowerInvariant()),
                new Text(total.Count.ToString(CultureInfo.InvariantCulture)),
                new Text(ByteSize.Text(total.Bytes)));
        }

        TableConsole.Print(table, terminal);
    }
}
