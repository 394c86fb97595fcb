using Flammable.Cli.Running;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Cli.Printing;

/// <summary>Where a task's folder stands, in two columns.</summary>
internal static class StatusView
{
    public static void Print(ExperimentStatus status, Terminal terminal) => new PropertyGrid()
        .Add("Experiment", status.Experiment ?? "none yet: train first")
        .Add("Folder", status.Path)
        .Add("Repository", status.Repository ?? "none yet")
        .Add("Branch", status.Branch)
        .Add("Commit mode", CommitModeText.Of(status.CommitMode))
        .Add("Last snapshot", Describe(status.LastSnapshot))
        .Add("Changes", status.IsChanged ? status.ChangedFiles.Select(file => $"{ChangeText.Of(file.Change)} {file.Path}") : ["none"])
        .Print(terminal);

    private static string Describe(Snapshot? snapshot) => snapshot is null
        ? "none"
        : $"{snapshot.Name} ({SnapshotText.State(snapshot)}), commit {snapshot.ShortCommit}{SnapshotText.Metrics(", ", snapshot.Test)}";
}
