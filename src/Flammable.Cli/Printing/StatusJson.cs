using System.Text.Json.Nodes;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Cli.Printing;

/// <summary>A status for programs that read the output.</summary>
internal static class StatusJson
{
    public static JsonObject ToJson(ExperimentStatus status) => new()
    {
        ["path"] = status.Path,
        ["experiment"] = status.Experiment,
        ["repository"] = status.Repository,
        ["branch"] = status.Branch,
        ["commit_mode"] = CommitModeText.Of(status.CommitMode),
        ["is_changed"] = status.IsChanged,
        ["changed_files"] = new JsonArray([.. status.ChangedFiles.Select(ToJson)]),
        ["last_snapshot"] = status.LastSnapshot is null ? null : SnapshotJson.ToJson(status.LastSnapshot),
    };

    private static JsonObject ToJson(ChangedFile file) => new()
    {
        ["path"] = file.Path,
        ["change"] = ChangeText.Of(file.Change),
    };
}
