using System.Globalization;
using Flammable.Snapshots;

namespace Flammable.Comparing;

/// <summary>What a snapshot says of what its run had around it, as texts by name. What it does not say is left out.</summary>
internal static class RunFacts
{
    public static Dictionary<string, string> Of(Snapshot snapshot) =>
        All(snapshot)
            .Where(fact => fact.Text is not null)
            .ToDictionary(fact => fact.Name, fact => fact.Text!);

    // How much memory the run took is a result, and no more one of its conditions than its duration.
    private static IEnumerable<(string Name, string? Text)> All(Snapshot snapshot) =>
    [
        ("Task", snapshot.TaskName),
        ("TaskPath", snapshot.TaskPath),
        ("Seed", snapshot.Seed?.ToString(CultureInfo.InvariantCulture)),
        ("Flammable", snapshot.Version),
        .. snapshot.Environment is { } environment ? All(environment) : [],
        .. snapshot.Data.Select(file => ($"Data {file.Key}", (string?)$"{file.Value.Sha256} ({ByteSize.Text(file.Value.Bytes)})")),
    ];

    private static IEnumerable<(string Name, string? Text)> All(RunEnvironment environment) =>
    [
        ("OS", environment.OS),
        ("Architecture", environment.Architecture),
        ("MachineName", environment.MachineName),
        ("Cpu", environment.Cpu?.ToString()),
        ("Memory", environment.MemoryBytes is { } memory ? ByteSize.Text(memory) : null),
        .. environment.Gpus.Select((gpu, number) => ($"Gpu {number}", (string?)(gpu.Driver is null ? $"{gpu}" : $"{gpu}, driver {gpu.Driver}"))),
        ("Dotnet", environment.Dotnet),
        ("Host", environment.Host),
        .. environment.Packages.Select(package => ($"Package {package.Key}", (string?)package.Value)),
        ("Command", environment.Command),
    ];
}
