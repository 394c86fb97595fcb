using Flammable.Checkpoints;
using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>The files of a snapshot that a run writes to, and the task's view of them. The caller holds the snapshot's lock.</summary>
internal sealed class RunFiles : IDisposable
{
    private readonly MetricJournal _journal;
    private readonly StoredModelFiles _models;

    private RunFiles(Snapshot snapshot, SnapshotContent content, Checkpoint? resumed, RunLog log, MetricJournal journal, CancellationToken cancellation)
    {
        // A snapshot in training was never tested, or it was reset.
        int? test = snapshot.TestRunsBegun > 0 ? snapshot.TestRunsBegun : null;
        _journal = journal;
        _models = new StoredModelFiles(snapshot.Path, content.ModelFiles, content.ModelHashes);
        Log = log;
        View = new TaskSnapshot(Write, _models, content);
        Checkpoints = new StoredCheckpoints(new CheckpointFolder(snapshot.Path), resumed, View, journal, _models);

        void Write(SeriesPoint point)
        {
            if (!View!.IsEnding)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            journal.Append(test is null ? point : point with { Run = test });
        }
    }

    /// <summary>What the task sees.</summary>
    public TaskSnapshot View { get; }

    /// <summary>Ends with the reason when the journal can take no more points.</summary>
    public Task<SnapshotStoreException> JournalFailure => _journal.Failure;

    /// <summary>What the task prints.</summary>
    public RunLog Log { get; }

    public StoredCheckpoints Checkpoints { get; }

    /// <summary>Opens the files.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="content">What it has to begin with.</param>
    /// <param name="resumed">The checkpoint to go on from: the journal is cut there.</param>
    /// <param name="events">Told of what the task prints.</param>
    /// <param name="cancellation">Ends the appending of points.</param>
    /// <exception cref="SnapshotStoreException">A file cannot be opened.</exception>
    public static RunFiles Open(
        Snapshot snapshot, SnapshotContent content, Checkpoint? resumed, IProgress<RunEvent>? events, CancellationToken cancellation)
    {
        MetricJournal journal = MetricJournal.Open(Path.Combine(snapshot.Path, SnapshotMetrics.FileName), resumed?.JournalLength);
        try
        {
            var log = new RunLog(Path.Combine(snapshot.Path, RunLog.FileName), events);
            return new RunFiles(snapshot, content, resumed, log, journal, cancellation);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Ends the saving of models, by threads that the task has left behind too.</summary>
    public void Close() => _models.Close("The run has ended; its models are closed.");

    /// <summary>Closes the log, then the journal, written to the disk.</summary>
    /// <exception cref="SnapshotStoreException">The last points cannot be written.</exception>
    public void Dispose()
    {
        try
        {
            Log.Dispose();
        }
        finally
        {
            _journal.Dispose();
        }
    }
}
