using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Flammable.Processes;

namespace Flammable.Compilation;

/// <summary>Reads the hyperparameters of a manifest: a default value alone, or an object with type, limits and description.</summary>
/// <param name="text">The manifest; takes the errors.</param>
internal sealed partial class ManifestParameterReader(ManifestText text)
{
    private const string Types = "'number', 'integer', 'text', 'boolean'";

    /// <summary>Reads all of them; those with errors are left out.</summary>
    public IReadOnlyList<ManifestParameter> ReadAll(JsonElement parameters)
    {
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            text.Complain(parameters, "'parameters' is not an object");
            return [];
        }

        var read = new List<ManifestParameter>();
        var variables = new Dictionary<string, string>();
        foreach (JsonProperty parameter in parameters.EnumerateObject())
        {
            CheckName(parameter, variables);
            if (Read(parameter) is { } one)
            {
                read.Add(one);
            }
        }

        return [.. read.DistinctBy(one => one.Name)];
    }

    // Each has an environment variable of its own.
    private void CheckName(JsonProperty parameter, Dictionary<string, string> variables)
    {
        string name = parameter.Name;
        if (!ParameterName().IsMatch(name))
        {
            text.Complain(parameter, $"'{name}' cannot name a parameter: a name begins with a letter and has letters, digits, '_', '-' and '.'");
        }
        else if (Placeholder.Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            text.Complain(parameter, $"'{name}' cannot name a parameter: '{{{name.ToLowerInvariant()}}}' is the run's own");
        }
        else if (!variables.TryAdd(RunExchange.VariableOf(name), name))
        {
            text.Complain(parameter, $"the parameters '{variables[RunExchange.VariableOf(name)]}' and '{name}' have the same environment variable");
        }
    }

    private ManifestParameter? Read(JsonProperty parameter)
    {
        if (parameter.Value.ValueKind != JsonValueKind.Object)
        {
            return TypeOf(parameter.Value) is { } type
                ? new ManifestParameter(parameter.Name, Convert(parameter.Value, type)!, double.NaN, double.NaN, [], null)
                : Nothing(parameter.Value, $"the parameter '{parameter.Name}' is neither a value nor an object");
        }

        var members = parameter.Value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        foreach (JsonProperty member in parameter.Value.EnumerateObject())
        {
            if (member.Name is not ("type" or "default" or "min" or "max" or "choices" or "description"))
            {
                text.Complain(member, $"'{member.Name}' means nothing in a parameter");
            }
        }

        if (!members.TryGetValue("default", out JsonElement given))
        {
            return Nothing(parameter.Value, $"the parameter '{parameter.Name}' has no 'default'");
        }

        string? asked = TypeOf(given);
        if (members.TryGetValue("type", out JsonElement named))
        {
            asked = named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            if (asked is not ("number" or "integer" or "text" or "boolean"))
            {
                return Nothing(named, $"'type' is none of {Types}");
            }
        }

        return asked is not null && Convert(given, asked) is { } value
            ? Limited(parameter.Name, members, given, asked, value)
            : Nothing(given, $"'default' is no {asked ?? "value"}");
    }

    private ManifestParameter? Limited(string name, Dictionary<string, JsonElement> members, JsonElement given, string type, object value)
    {
        var read = new ManifestParameter(
            name, value, Limit("min"), Limit("max"), Choices(members, type), members.TryGetValue("description", out JsonElement help) ? Description(help) : null);
        return read.Min > read.Max ? Nothing(members["min"], "'min' is greater than 'max'")
            : read.Refuse(value) is { } allowed ? Nothing(given, $"'default' is not {allowed}")
            : read;

        double Limit(string limit)
        {
            if (!members.TryGetValue(limit, out JsonElement bound))
            {
                return double.NaN;
            }

            if (bound.ValueKind == JsonValueKind.Number && type is "number" or "integer")
            {
                return bound.GetDouble();
            }

            text.Complain(bound, type is "number" or "integer" ? $"'{limit}' is not a number" : $"a parameter of type '{type}' has no '{limit}'");
            return double.NaN;
        }
    }

    private IReadOnlyList<string> Choices(Dictionary<string, JsonElement> members, string type)
    {
        if (!members.TryGetValue("choices", out JsonElement choices))
        {
            return [];
        }

        if (choices.ValueKind == JsonValueKind.Array && choices.EnumerateArray().All(choice => Convert(choice, type) is not null))
        {
            return [.. choices.EnumerateArray().Select(choice => System.Convert.ToString(Convert(choice, type), CultureInfo.InvariantCulture)!)];
        }

        text.Complain(choices, $"'choices' is not a list of values of type '{type}'");
        return [];
    }

    private string? Description(JsonElement help)
    {
        if (help.ValueKind == JsonValueKind.String)
        {
            return help.GetString();
        }

        text.Complain(help, "'description' is not a text");
        return null;
    }

    private ManifestParameter? Nothing(JsonElement at, string complaint)
    {
        text.Complain(at, complaint);
        return null;
    }

    // As in most languages, a point or an exponent makes a number a fraction.
    private static string? TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.String => "text",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => null,
    };

    private static object? Convert(JsonElement value, string type) => (type, value.ValueKind) switch
    {
        ("number", JsonValueKind.Number) => value.GetDouble(),
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out long whole) ? whole : null,
        ("text", JsonValueKind.String) => value.GetString(),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        _ => null,
    };

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex ParameterName();
}
