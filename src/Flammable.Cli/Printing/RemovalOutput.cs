using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Cli.Running;
using Flammable.Lifecycle;
using Flammable.Snapshots;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>What lies in the trash, for people or for programs.</summary>
internal static class RemovalOutput
{
    public static void Print(IReadOnlyList<Removal> removals, Terminal terminal)
    {
        Table table = TableConsole.NewTable(["Id", "Removed", "Snapshots", "Size"], ["What"]);
        foreach (Removal removal in removals)
        {
            table.AddRow(
                new Text(removal.Id),
                new Text(SnapshotText.Time(removal.RemovedAt)),
                new Text(removal.SnapshotCount.ToString(CultureInfo.InvariantCulture)),
                new Text(ByteSize.Text(removal.Bytes)),
                new Text(removal.ToString()));
        }

        if (table.Rows.Count == 0)
        {
            terminal.Error.WriteLine("Nothing is in the trash.");
            return;
        }

        TableConsole.Print(table, terminal);
    }

    public static JsonObject ToJson(Removal removal) => new()
    {
        ["id"] = removal.Id,
        ["name"] = removal.Name,
        ["kind"] = removal.Kind.ToString().ToLowerInvariant(),
        ["experiment"] = removal.Experiment,
        ["snapshot"] = removal.Snapshot,
        ["snapshot_count"] = removal.SnapshotCount,
        ["removed_at"] = removal.RemovedAt.UtcDateTime,
        ["bytes"] = removal.Bytes,
        ["path"] = removal.Path,
    };
}
