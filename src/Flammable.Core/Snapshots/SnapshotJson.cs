using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Errors;

namespace Flammable.Snapshots;

/// <summary>A snapshot under the names of <c>snapshot.json</c>, which are the Python original's and ours.</summary>
public static class SnapshotJson
{
    /// <summary>The format that this version writes, and the newest that it reads.</summary>
    internal const int Format = 1;

    /// <summary>The snapshot's metadata under the names of <c>snapshot.json</c>, with <c>experiment</c>, <c>name</c> and <c>path</c> beside them.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static JsonObject ToJson(Snapshot snapshot)
    {
        JsonObject json = ToDocument(snapshot);
        json.Insert(0, "experiment", snapshot.Experiment);
        json.Insert(1, "name", snapshot.Name);
        json["path"] = snapshot.Path;
        return json;
    }

    /// <summary>What <c>snapshot.json</c> holds.</summary>
    internal static JsonObject ToDocument(Snapshot snapshot) => new()
    {
        ["format"] = Format,
        ["uid"] = snapshot.Id,
        ["commit_sha"] = snapshot.Commit,
        ["trained_commit"] = snapshot.TrainedCommit,
        ["timestamp"] = Time(snapshot.Timestamp),
        ["filename"] = snapshot.TaskPath,
        ["comment"] = snapshot.Message,
        ["tags"] = NamesOf(snapshot.Tags),
        ["state"] = snapshot.State.ToString().ToLowerInvariant(),
        ["task"] = snapshot.TaskName,
        ["code_folder"] = snapshot.CodeFolder,
        ["base_commit"] = snapshot.BaseCommit,
        ["commit_mode"] = snapshot.CommitMode?.ToLowerInvariant(),
        ["started"] = Time(snapshot.StartedAt),
        ["ended"] = Time(snapshot.EndedAt),
        ["duration"] = snapshot.Duration?.TotalSeconds,
        ["tested"] = Time(snapshot.TestedAt),
        ["test_run"] = snapshot.TestRun,
        ["test_runs_begun"] = snapshot.TestRunsBegun,
        ["error"] = snapshot.Error,
        ["seed"] = snapshot.Seed,
        ["parameters"] = new JsonObject(snapshot.Parameters.Select(p => KeyValuePair.Create(p.Key, ParameterJson.Write(p.Value)))),
        ["chosen_parameters"] = NamesOf(snapshot.ChosenParameters),
        ["train_data"] = SeriesJson.Write(snapshot.Train),
        ["val_data"] = SeriesJson.Write(snapshot.Validation),
        ["test_data"] = SeriesJson.Write(snapshot.Test),
        ["series_left_out"] = snapshot.LeftOut.ToJson(),
        ["trained"] = snapshot.Trained?.ToJson(),
        ["model_files"] = NamesOf(snapshot.ModelFiles),
        ["model_hashes"] = DataJson.Write(snapshot.ModelHashes),
        ["custom_data"] = snapshot.Custom.DeepClone(),
        ["environment"] = EnvironmentJson.Write(snapshot.Environment),
        ["data"] = DataJson.Write(snapshot.Data),
        ["version"] = snapshot.Version,
    };

    /// <summary>Reads what <c>snapshot.json</c> holds.</summary>
    /// <exception cref="SnapshotStoreException">The format is newer, or something is missing or of another kind.</exception>
    internal static Snapshot FromDocument(JsonObject json, SnapshotKey key, string path)
    {
        try
        {
            return JsonNumber.Read(json["format"]) is > Format and double format
                ? throw SnapshotDamage.Newer(path, format)
                : Read(json, key);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException)
        {
            throw SnapshotDamage.Of(path, error.Message, error);
        }
    }

    private static Snapshot Read(JsonObject json, SnapshotKey key)
    {
        var snapshot = new Snapshot
        {
            Id = Text(json, "uid") ?? key.Id,
            Name = key.Name,
            Experiment = key.Experiment,
            Path = key.Path,
            State = SnapshotState.Created,
            Commit = Text(json, "commit_sha") ?? throw new FormatException("'commit_sha' is missing"),
            TrainedCommit = Text(json, "trained_commit"),
            Timestamp = Time(json, "timestamp") ?? SnapshotName.TimeOf(key.Name) ?? throw new FormatException("'timestamp' is missing"),
            TaskPath = Text(json, "filename") ?? "",
            Message = Text(json, "comment"),
            Tags = Names(json["tags"]),
            TaskName = Text(json, "task"),
            CodeFolder = Text(json, "code_folder") ?? "",
            BaseCommit = Text(json, "base_commit"),
            CommitMode = Enum.TryParse(Text(json, "commit_mode"), ignoreCase: true, out CommitMode mode) ? mode.ToString() : Text(json, "commit_mode"),
            StartedAt = Time(json, "started"),
            EndedAt = Time(json, "ended"),
            Duration = json["duration"] is { } seconds ? TimeSpan.FromSeconds(seconds.GetValue<double>()) : Time(json, "ended") - Time(json, "started"),
            TestedAt = Time(json, "tested"),
            TestRun = Whole(json, "test_run"),
            TestRunsBegun = Whole(json, "test_runs_begun"),
            Error = Text(json, "error"),
            Seed = json["seed"]?.GetValue<int>(),
            Parameters = ParameterJson.ReadAll(json["parameters"]),
            ChosenParameters = Names(json["chosen_parameters"]),
            Train = SeriesJson.Read(json["train_data"]),
            Validation = SeriesJson.Read(json["val_data"]),
            Test = SeriesJson.Read(json["test_data"]),
            LeftOut = LeftOutSeries.Read(json["series_left_out"]),
            Trained = TrainedSeries.Read(json["trained"]),
            ModelFiles = Names(json["model_files"] ?? json["param_files"]),
            ModelHashes = DataJson.Read(json["model_hashes"]),
            Custom = json["custom_data"]?.DeepClone() as JsonObject ?? [],
            Environment = EnvironmentJson.Read(json["environment"]),
            Data = DataJson.Read(json["data"]),
            Version = Text(json, "version"),
        };
        return snapshot with { State = State(json, snapshot) };
    }

    private static SnapshotState State(JsonObject json, Snapshot snapshot)
    {
        if (Text(json, "state") is not { } text)
        {
            // The Python original keeps no state: what has results was trained.
            return snapshot.Train.Count > 0 || snapshot.ModelFiles.Count > 0 || snapshot.Test.Count > 0
                ? SnapshotState.Trained
                : SnapshotState.Created;
        }

        return !text.AsSpan().ContainsAnyExceptInRange('A', 'z') && Enum.TryParse(text, ignoreCase: true, out SnapshotState state)
            ? state
            : throw new FormatException($"the state '{text}' is unknown");
    }

    private static JsonNode? Time(DateTimeOffset? time) =>
        time is { } value ? value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : null;

    private static DateTimeOffset? Time(JsonObject json, string name)
    {
        string? text = Text(json, name);
        if (SnapshotName.ParseTime(text) is { } local)
        {
            return local;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToLocalTime()
            : null;
    }

    private static string? Text(JsonObject json, string name)
    {
        JsonNode? node = json[name];
        return node is null ? null
            : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>()
            : throw new FormatException($"'{name}' is not a text");
    }

    private static int Whole(JsonObject json, string name) => json[name]?.GetValue<int>() ?? 0;

    private static JsonArray NamesOf(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    private static IReadOnlyList<string> Names(JsonNode? node) =>
        node is JsonArray names ? [.. names.Select(name => name?.ToString()).OfType<string>()] : [];
}
