using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Processes;

/// <summary>
/// What a run and its program tell each other: the program finds all it is told in its environment and in one JSON file, and
/// writes its report to another file. <c>about_Flammable_Processes</c> describes the names.
/// </summary>
internal sealed class RunExchange
{
    /// <summary>The environment variable with the path of the JSON file. Its value marks all processes of a run.</summary>
    public const string RunVariable = "FLAMMABLE_RUN";

    private const string Prefix = "FLAMMABLE_";
    private const string ParameterPrefix = Prefix + "PARAMETER_";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly ProcessCall _call;
    private readonly JsonObject _parameters;
    private readonly Dictionary<string, string> _data;
    private readonly string _folder;
    private string? _checkpoint;

    private RunExchange(ProcessCall call, Dictionary<string, string> data, string folder)
    {
        _call = call;
        _data = data;
        _folder = folder;
        _parameters = new JsonObject(call.Parameters.Select(one => KeyValuePair.Create(one.Key, ParameterJson.Write(one.Value))));
        ModelFolder = call.Snapshot.Folder ?? Path.Combine(folder, "snapshot");
    }

    /// <summary>The full path of the folder that the program finds models in, and saves them to.</summary>
    public string ModelFolder { get; }

    /// <summary>The full path of the file that the program reports to.</summary>
    public string ReportPath => Path.Combine(_folder, "report.jsonl");

    private string RunPath => RunFileIn(_folder);

    /// <summary>The full path of the JSON file in the folder of a run.</summary>
    public static string RunFileIn(string folder) => Path.Combine(folder, "run.json");

    /// <summary>Writes the files.</summary>
    /// <param name="call">What the program is asked to do.</param>
    /// <param name="dataFiles">The names of its data files.</param>
    /// <param name="folder">The full path of a folder for the files, which is gone after the run.</param>
    /// <exception cref="CommandFailedException">A data file does not exist.</exception>
    public static RunExchange Open(ProcessCall call, IEnumerable<string> dataFiles, string folder)
    {
        var exchange = new RunExchange(call, dataFiles.Distinct().ToDictionary(name => name, name => FindData(call.Run, name)), folder);
        if (call.Snapshot.Folder is null)
        {
            exchange.WriteModels();
        }

        exchange.WriteCheckpoint();
        File.WriteAllText(exchange.ReportPath, "");
        File.WriteAllText(exchange.RunPath, exchange.Describe().ToJsonString(Indented));
        return exchange;
    }

    /// <summary>The value of a placeholder.</summary>
    public string ValueOf(string name) => name switch
    {
        Placeholder.Seed => Seed,
        Placeholder.Snapshot => ModelFolder,
        Placeholder.Input when _call.InputPath is { } input => input,
        Placeholder.Output when _call.OutputPath is { } output => output,
        _ => Placeholder.DataIn(name) is { } file
            ? _data[file]
            : Text(_parameters.First(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value),
    };

    /// <summary>Puts the variables into the environment of a program, in place of those that this process was given itself.</summary>
    public void SetVariables(IDictionary<string, string?> environment)
    {
        foreach (string inherited in environment.Keys.Where(IsOwn).ToList())
        {
            environment.Remove(inherited);
        }

        environment[RunVariable] = RunPath;
        environment[Prefix + "VERB"] = ProcessTask.NameOf(_call.Verb);
        environment[Prefix + "SNAPSHOT"] = ModelFolder;
        environment[Prefix + "SEED"] = Seed;
        environment[Prefix + "REPORT"] = ReportPath;
        environment[Prefix + "PARAMETERS"] = _parameters.ToJsonString();
        foreach ((string name, JsonNode? value) in _parameters)
        {
            environment[VariableOf(name)] = Text(value);
        }

        SetWhereKnown("INPUT", _call.InputPath);
        SetWhereKnown("OUTPUT", _call.OutputPath);
        SetWhereKnown("CHECKPOINT", _checkpoint);
        SetWhereKnown("DRY_RUN", _call.Run.IsDryRun ? "1" : null);

        // What a program prints is to be seen when it is printed.
        environment.TryAdd("PYTHONUNBUFFERED", "1");

        void SetWhereKnown(string name, string? value)
        {
            if (value is not null)
            {
                environment[Prefix + name] = value;
            }
        }
    }

    /// <summary>The name of a parameter's environment variable: in capitals, with <c>_</c> for all but letters and digits.</summary>
    public static string VariableOf(string parameter) =>
        ParameterPrefix + string.Concat(parameter.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    private string Seed => _call.Run.Seed.ToString(CultureInfo.InvariantCulture);

    private static bool IsOwn(string name) =>
        name.StartsWith(ParameterPrefix, StringComparison.OrdinalIgnoreCase)
        || name.ToUpperInvariant() is "FLAMMABLE_INPUT" or "FLAMMABLE_OUTPUT" or "FLAMMABLE_DRY_RUN" or "FLAMMABLE_CHECKPOINT";

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.TryGetValue(out string? content) => content,
        _ => value.ToJsonString(),
    };

    private JsonObject Describe() => new()
    {
        ["verb"] = ProcessTask.NameOf(_call.Verb),
        ["snapshot"] = ModelFolder,
        ["seed"] = _call.Run.Seed,
        ["parameters"] = _parameters.DeepClone(),
        ["data"] = new JsonObject(_data.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)file.Value))),
        ["models"] = new JsonArray([.. _call.Snapshot.ModelFiles.Select(name => (JsonNode)name)]),
        ["custom"] = JsonNumber.QuoteNonFinite(_call.Snapshot.Custom),
        ["checkpoint"] = _checkpoint,
        ["dry_run"] = _call.Run.IsDryRun,
        ["serve_ready"] = _call.SaysWhenReady,
        ["input"] = _call.InputPath,
        ["output"] = _call.OutputPath,
        ["report"] = ReportPath,
    };

    // Where in this library the file was missed is of no use to a program's author: a remedy stands in its place.
    private static string FindData(TaskRun run, string name)
    {
        try
        {
            return run.UseData(name);
        }
        catch (FileNotFoundException error)
        {
            throw new CommandFailedException(error.Message, "Put the file there, or correct its name in the manifest or the command.", null);
        }
    }

    private void WriteCheckpoint()
    {
        if (_call.Verb != TaskVerb.Train || _call.Run.OpenCheckpoint() is not { } state)
        {
            return;
        }

        _checkpoint = Path.Combine(_folder, "checkpoint");
        using (state)
        using (FileStream file = File.Create(_checkpoint))
        {
            state.CopyTo(file);
        }
    }

    private void WriteModels()
    {
        Directory.CreateDirectory(ModelFolder);
        foreach (string name in _call.Snapshot.ModelFiles)
        {
            using Stream model = _call.Snapshot.OpenModel(name);
            using FileStream file = File.Create(Path.Combine(ModelFolder, name));
            model.CopyTo(file);
        }
    }
}
