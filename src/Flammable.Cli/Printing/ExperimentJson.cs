using System.Text.Json.Nodes;
using Flammable.Experiments;

namespace Flammable.Cli.Printing;

/// <summary>An experiment for programs that read the output.</summary>
internal static class ExperimentJson
{
    public static JsonObject ToJson(Experiment experiment) => new()
    {
        ["name"] = experiment.Name,
        ["id"] = experiment.Id == Guid.Empty ? null : experiment.Id.ToString(),
        ["code_folder"] = experiment.CodeFolder,
        ["path"] = experiment.Path,
        ["created_at"] = experiment.CreatedAt?.UtcDateTime,
        ["snapshot_count"] = experiment.SnapshotCount,
        ["last_snapshot"] = experiment.LastSnapshot,
    };
}
