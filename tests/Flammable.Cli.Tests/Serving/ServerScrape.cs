using System.Globalization;

namespace Flammable.Cli.Tests.Serving;

/// <summary>What a server tells of itself while it runs.</summary>
internal static class ServerScrape
{
    /// <summary>The value of a metric; 0 where there is none yet.</summary>
    public static double Metric(this ServedModel server, string name)
    {
        string text = server.Socket.GetStringAsync("/metrics", TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        string? line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>The log so far, which the server goes on writing.</summary>
    public static async Task<string> ReadLogAsync(this ServedModel server)
    {
        using var reader = new StreamReader(new FileStream(server.LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
