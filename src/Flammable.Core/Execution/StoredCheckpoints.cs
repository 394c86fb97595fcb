using System.Diagnostics;
using Flammable.Checkpoints;
using Flammable.Metrics;

namespace Flammable.Execution;

/// <summary>Saves the checkpoints of a training in its snapshot's folder, and gives back the one that it is resumed from.</summary>
/// <param name="folder">Where checkpoints are kept.</param>
/// <param name="resumed">The checkpoint that the training goes on from; <see langword="null"/> where it begins.</param>
/// <param name="view">What the run files.</param>
/// <param name="journal">The run's journal.</param>
/// <param name="models">The run's model files.</param>
internal sealed class StoredCheckpoints(
    CheckpointFolder folder, Checkpoint? resumed, TaskSnapshot view, MetricJournal journal, StoredModelFiles models)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _number = resumed?.Number ?? 0;

    /// <summary>The checkpoint that the training goes on from.</summary>
    public Checkpoint? Resumed => resumed;

    /// <summary>How long the training has run, without pauses.</summary>
    public TimeSpan Elapsed => (resumed?.Elapsed ?? TimeSpan.Zero) + Stopwatch.GetElapsedTime(_start);

    /// <summary>Saves a checkpoint: all it needs is on the disk before it takes the place of the one before.</summary>
    /// <param name="parts">Writes each file of the task's state, by name.</param>
    /// <param name="random">The state of the run's generator.</param>
    public void Save(IReadOnlyDictionary<string, Action<Stream>> parts, string random)
    {
        models.EnsureOpen();
        _number++;
        IReadOnlyList<CheckpointPart> written = folder.WriteParts(_number, parts);
        long length = 0;
        var checkpoint = new Checkpoint
        {
            Number = _number,
            Parts = written,
            Content = view.Freeze(() => length = journal.FlushToDisk()),
            JournalLength = length,
            Elapsed = Elapsed,
            Random = random,
        };
        models.EnsureOpen();
        folder.Save(checkpoint);
        models.KeepFor(checkpoint.Content.ModelFiles);
    }

    /// <summary>Deletes the checkpoint of a training that has reached its end, and what was kept for it.</summary>
    public void Discard()
    {
        folder.Delete();
        models.KeepFor([]);
    }

    /// <summary>Opens a file of the checkpoint that the training goes on from.</summary>
    public Stream Open(string part) => folder.Open(resumed!, part);
}
