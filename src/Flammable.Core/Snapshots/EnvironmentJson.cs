using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>The environment of a training in <c>snapshot.json</c>.</summary>
internal static class EnvironmentJson
{
    public static JsonObject? Write(RunEnvironment? environment) => environment is null ? null : new JsonObject
    {
        ["os"] = environment.OS,
        ["architecture"] = environment.Architecture,
        ["machine_name"] = environment.MachineName,
        ["cpu"] = environment.Cpu is { } cpu ? new JsonObject { ["model"] = cpu.Model, ["logical_processors"] = cpu.LogicalProcessors } : null,
        ["memory_bytes"] = environment.MemoryBytes,
        ["gpus"] = new JsonArray([.. environment.Gpus.Select(Write)]),
        ["dotnet"] = environment.Dotnet,
        ["host"] = environment.Host,
        ["packages"] = new JsonObject(environment.Packages.Select(package => KeyValuePair.Create(package.Key, (JsonNode?)package.Value))),
        ["command"] = environment.Command,
        ["peak_memory_bytes"] = environment.PeakMemoryBytes,
    };

    /// <exception cref="InvalidOperationException">Something in it is of another kind.</exception>
    public static RunEnvironment? Read(JsonNode? node) => node is null ? null : new RunEnvironment
    {
        OS = (string?)node["os"],
        Architecture = (string?)node["architecture"],
        MachineName = (string?)node["machine_name"],
        Cpu = node["cpu"] is { } cpu ? new Cpu((string?)cpu["model"], (int?)cpu["logical_processors"] ?? 1) : null,
        MemoryBytes = (long?)node["memory_bytes"],
        Gpus = [.. (node["gpus"]?.AsArray() ?? []).OfType<JsonNode>().Select(ReadGpu)],
        Dotnet = (string?)node["dotnet"],
        Host = (string?)node["host"],
        Packages = (node["packages"]?.AsObject() ?? []).ToDictionary(package => package.Key, package => (string?)package.Value ?? ""),
        Command = (string?)node["command"],
        PeakMemoryBytes = (long?)node["peak_memory_bytes"],
    };

    private static JsonNode Write(Gpu gpu) =>
        new JsonObject { ["name"] = gpu.Name, ["memory_bytes"] = gpu.MemoryBytes, ["driver"] = gpu.Driver };

    private static Gpu ReadGpu(JsonNode gpu) => new((string?)gpu["name"] ?? "", (long?)gpu["memory_bytes"], (string?)gpu["driver"]);
}
