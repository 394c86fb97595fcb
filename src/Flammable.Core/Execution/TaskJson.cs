using System.Text.Json.Nodes;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>A task's description as JSON.</summary>
public static class TaskJson
{
    /// <summary>The description under its properties' names in snake case; a default that is NaN or infinite is a text.</summary>
    /// <param name="task">The description.</param>
    public static JsonObject ToJson(TaskDescription task) => new()
    {
        ["name"] = task.Name,
        ["full_name"] = task.FullName,
        ["path"] = task.Path,
        ["methods"] = Texts(task.Methods),
        ["hyperparameters"] = new JsonArray([.. task.Hyperparameters.Select(ToJson)]),
    };

    private static JsonObject ToJson(HyperparameterDescription one) => new()
    {
        ["name"] = one.Name,
        ["type"] = one.Type,
        ["default"] = ParameterJson.Write(one.Default),
        ["min"] = Limit(one.Min),
        ["max"] = Limit(one.Max),
        ["choices"] = Texts(one.Choices),
        ["description"] = one.Description,
        ["read_only"] = one.IsReadOnly,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonNode? Limit(double? limit) => limit is double number ? JsonNumber.Of(number) : null;
}
