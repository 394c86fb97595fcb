using System.Text.Json;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Processes;

namespace Flammable.Compilation;

/// <summary>Reads <c>flammable.json</c>. What is wrong in it is told like the errors of code, all at once.</summary>
internal sealed class ManifestReader
{
    private const double LongestTimeout = 24 * 60 * 60;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly ManifestText _text;
    private readonly Dictionary<TaskVerb, JsonElement> _commands = [];
    private string _name;
    private IReadOnlyList<ManifestParameter> _parameters = [];
    private IReadOnlyList<string> _data = [];
    private TimeSpan? _stopTimeout;
    private JsonElement _servesBatches;
    private JsonElement _saysWhenReady;

    private ManifestReader(ManifestText text, string name)
    {
        _text = text;
        _name = name;
    }

    /// <summary>Reads the manifest of a task.</summary>
    /// <exception cref="TaskCompilationException">There are errors in it.</exception>
    public static TaskManifest Read(SourceSet sources)
    {
        byte[] bytes = sources.Files.Values.Single();
        var text = new ManifestText(
            sources.Location.Path, bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes);
        string folder = Path.GetFileName(sources.Location.Folder);
        using JsonDocument document = text.Parse();
        TaskManifest manifest = new ManifestReader(text, folder.Length == 0 ? "root" : folder).Read(document.RootElement);
        text.EnsureNoErrors();
        return manifest;
    }

    private TaskManifest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _text.Complain(root, "a manifest is an object");
            _text.EnsureNoErrors();
        }

        foreach (JsonProperty member in root.EnumerateObject())
        {
            ReadMember(member);
        }

        if (_commands.Count == 0)
        {
            _text.Complain(root, "the manifest has none of the commands 'train', 'test', 'eval', 'serve'");
        }

        return new TaskManifest(
            _name,
            Command(TaskVerb.Train),
            Command(TaskVerb.Test),
            Command(TaskVerb.Eval),
            Command(TaskVerb.Serve),
            OfServing("serve_batch", _servesBatches),
            OfServing("serve_ready", _saysWhenReady),
            _parameters,
            _data,
            _stopTimeout);
    }

    private void ReadMember(JsonProperty member)
    {
        JsonElement value = member.Value;
        switch (member.Name)
        {
            case "name":
                _name = Text(value, "'name' is not a text") ?? _name;
                break;
            case "train":
                _commands[TaskVerb.Train] = value;
                break;
            case "test":
                _commands[TaskVerb.Test] = value;
                break;
            case "eval":
                _commands[TaskVerb.Eval] = value;
                break;
            case "serve":
                _commands[TaskVerb.Serve] = value;
                break;
            case "serve_batch":
                _servesBatches = value;
                break;
            case "serve_ready":
                _saysWhenReady = value;
                break;
            case "parameters":
                _parameters = new ManifestParameterReader(_text).ReadAll(value);
                break;
            case "data":
                _data = Texts(value, "'data' is not a list of files") ?? [];
                break;
            case "stop_timeout":
                ReadStopTimeout(value);
                break;
            case "$schema":
                // For editors.
                break;
            default:
                _text.Complain(member, $"'{member.Name}' means nothing in a manifest");
                break;
        }
    }

    private void ReadStopTimeout(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= LongestTimeout and double seconds)
        {
            _stopTimeout = TimeSpan.FromSeconds(seconds);
        }
        else
        {
            _text.Complain(value, $"'stop_timeout' is not a number of seconds from 0 to {LongestTimeout}");
        }
    }

    private bool OfServing(string name, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False))
        {
            _text.Complain(value, $"'{name}' is neither true nor false");
        }
        else if (value.ValueKind != JsonValueKind.Undefined && !_commands.ContainsKey(TaskVerb.Serve))
        {
            _text.Complain(value, $"'{name}' means nothing without 'serve'");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    // The placeholders of a command can be checked when all parameters are known.
    private CommandLine? Command(TaskVerb verb)
    {
        if (!_commands.TryGetValue(verb, out JsonElement value))
        {
            return null;
        }

        try
        {
            CommandLine? command = value.ValueKind == JsonValueKind.String
                ? CommandLine.Parse(value.GetString()!)
                : Texts(value, "a command is a text or a list of texts") is { } arguments ? CommandLine.Of(arguments) : null;
            if (command?.FindUnknown(verb, _parameters.Select(parameter => parameter.Name)) is { } unknown)
            {
                _text.Complain(value, $"'{{{unknown}}}' stands for nothing; '{{{{' is a brace");
            }

            return command;
        }
        catch (FormatException error)
        {
            _text.Complain(value, error.Message);
            return null;
        }
    }

    private string? Text(JsonElement value, string complaint)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        _text.Complain(value, complaint);
        return null;
    }

    private List<string>? Texts(JsonElement value, string complaint)
    {
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        _text.Complain(value, complaint);
        return null;
    }
}
