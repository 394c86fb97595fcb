using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Cli.Running;
using Flammable.Servers;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>Servers, for people or for programs.</summary>
internal static class ServerOutput
{
    public static void Print(IReadOnlyList<ModelServer> servers, Terminal terminal)
    {
        if (servers.Count == 0)
        {
            terminal.Error.WriteLine("No servers.");
            return;
        }

        Table table = TableConsole.NewTable(["Id", "State", "Uptime", "Requests", "Snapshot"], ["Address"]);
        foreach (ModelServer server in servers)
        {
            table.AddRow(
                new Text(server.Id),
                new Text(server.State.ToString().ToLowerInvariant()),
                new Text(server.Uptime is { } uptime ? Uptime(uptime) : ""),
                new Text(server.Requests?.ToString(CultureInfo.InvariantCulture) ?? ""),
                new Text($"{server.Experiment}/{server.Snapshot[(server.Snapshot.LastIndexOf('-') + 1)..]}"),
                new Text(server.Address));
        }

        TableConsole.Print(table, terminal);
    }

    /// <summary>The server with its uptime in seconds.</summary>
    public static JsonObject ToJson(ModelServer server)
    {
        JsonObject json = ServerJson.ToJson(server);
        json["uptime_seconds"] = server.Uptime?.TotalSeconds;
        return json;
    }

    private static string Uptime(TimeSpan uptime) => uptime.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)uptime.TotalDays} d {uptime:hh\\:mm\\:ss}")
        : uptime.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);
}
