using System.Text.Json.Nodes;
using Flammable.Checkpoints;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Makes the file of a snapshot again that is missing or damaged: of what is left of it, the snapshot's ref, and the files beside it.</summary>
/// <param name="one">The snapshot.</param>
/// <param name="keptCommit">The commit that its ref keeps; <see langword="null"/> where there is none.</param>
internal sealed class SnapshotSalvage(CheckedSnapshot one, string? keptCommit)
{
    private string FilePath => one.At(SnapshotStore.FileName);

    /// <summary>The problem, with the repair that is possible.</summary>
    /// <param name="message">What is wrong with the file.</param>
    public LibraryProblem Describe(string message)
    {
        LibraryProblem problem = one.Problem(LibraryProblemKind.SnapshotUnreadable, FilePath, message);
        return Document() is null
            ? problem.RepairedBy("move the snapshot to the quarantine: nothing tells the commit of its code", quarantine =>
            {
                using (SnapshotLock.ForWriting(one.Key))
                {
                    // No run holds it; and the folder can be moved only while its lock is no open file.
                }

                quarantine.Move(one.Key.Path);
            })
            : problem.RepairedBy("keep the file in the quarantine, and write it again from what is left", Write);
    }

    private void Write(Quarantine quarantine)
    {
        using SnapshotLock held = SnapshotLock.ForWriting(one.Key);
        if (IsReadable() || Document() is not { } document)
        {
            return;
        }

        if (File.Exists(FilePath))
        {
            quarantine.Copy(FilePath);
        }

        var metrics = new MetricsCheck(one);
        Snapshot salvaged = metrics.Summarize(Read(document)!);
        SnapshotStore.Replace(one.Key, SnapshotJson.ToDocument(salvaged));
    }

    private bool IsReadable()
    {
        try
        {
            one.Store.ReadStored(one.Key);
            return true;
        }
        catch (SnapshotStoreException error) when (error.Problem == StoreProblem.Damaged)
        {
            return false;
        }
    }

    // The members that are left count more than what the files tell, each if it makes sense.
    private JsonObject? Document()
    {
        JsonObject left = File.Exists(FilePath) ? TornJson.Members(File.ReadAllBytes(FilePath)) : [];
        string? commit = left["commit_sha"]?.ToString() is { Length: 40 } known ? known : keptCommit;
        if (commit is null)
        {
            return null;
        }

        // Through text: what reads a document expects numbers as a file has them.
        var document = (JsonObject)JsonNode.Parse(SnapshotJson.ToDocument(FromFiles(commit)).ToJsonString())!;
        foreach ((string name, JsonNode? value) in left)
        {
            var candidate = (JsonObject)document.DeepClone();
            candidate[name] = value?.DeepClone();
            if (Read(candidate) is not null)
            {
                document = candidate;
            }
        }

        if ((string?)document["state"] == "training")
        {
            document["state"] = "interrupted";
        }

        return document;
    }

    private Snapshot FromFiles(string commit)
    {
        IReadOnlyList<string> models = SavedModels.Names(one.Key.Path);
        return new Snapshot
        {
            Id = one.Key.Id,
            Name = one.Key.Name,
            Experiment = one.Key.Experiment,
            Path = one.Key.Path,
            Commit = commit,
            Timestamp = SnapshotName.TimeOf(one.Key.Name) ?? Directory.GetCreationTime(one.Key.Path),
            // A training that has reached its end deletes its checkpoint.
            State = models.Count > 0 && !File.Exists(one.At(CheckpointFolder.FileName)) ? SnapshotState.Trained : SnapshotState.Interrupted,
            ModelFiles = models,
            ModelHashes = SavedModels.Hashes(one.Key.Path, models, Snapshot.EmptyData, default),
            Version = FlammableVersion.Current,
        };
    }

    private Snapshot? Read(JsonObject document)
    {
        try
        {
            return SnapshotJson.FromDocument(document, one.Key, FilePath);
        }
        catch (SnapshotStoreException)
        {
            return null;
        }
    }
}
