using System.Text.Json.Nodes;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>
/// A task's view of the snapshot it fills: metrics, models, notes. Stored in the library in a run, in memory in direct use.
/// </summary>
public sealed class TaskSnapshot
{
    private readonly Lock _lock = new();
    private readonly IModelFiles _models;

    internal TaskSnapshot(Action<SeriesPoint> write, IModelFiles models, SnapshotContent content)
    {
        Train = new SeriesLog(MetricSplit.Train, write, content.Train, _lock);
        Validation = new SeriesLog(MetricSplit.Validation, write, content.Validation, _lock);
        Test = new SeriesLog(MetricSplit.Test, write, content.Test, _lock);
        _models = models;
        Custom = (JsonObject)content.Custom.DeepClone();
    }

    /// <summary>The series of the training.</summary>
    public SeriesLog Train { get; }

    /// <summary>The series of the validation during training.</summary>
    public SeriesLog Validation { get; }

    /// <summary>The results of the test.</summary>
    public SeriesLog Test { get; }

    /// <summary>Whatever else the task wants to file, by name. It is written when the run ends.</summary>
    public JsonObject Custom { get; }

    /// <summary>The names of the model files in the order of their saving.</summary>
    public IReadOnlyList<string> ModelFiles => _models.Names;

    /// <summary>Saves a model file, whole or not at all. A file of that name is replaced and becomes the last one.</summary>
    /// <param name="name">The file's name, such as <c>final.json</c>; no folder.</param>
    /// <param name="write">Writes the model to the stream it is given.</param>
    /// <exception cref="ArgumentException">The name has a folder in it, or is one that Flammable uses itself.</exception>
    public void SaveModel(string name, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        _models.Save(name, write);
    }

    /// <summary>Opens a model file for reading.</summary>
    /// <param name="name">The file's name; <see langword="null"/> for the one saved last.</param>
    /// <exception cref="FileNotFoundException">The snapshot has no such file.</exception>
    /// <exception cref="Flammable.Errors.SnapshotStoreException">The file is gone from the disk, or has another length than was saved.</exception>
    public Stream OpenModel(string? name = null) => _models.Open(name);

    /// <summary>Deletes a model file, such as a checkpoint that a better one has replaced.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>Whether the snapshot had such a file.</returns>
    /// <exception cref="ArgumentException">The name has a folder in it, or is one that Flammable uses itself.</exception>
    /// <exception cref="Flammable.Errors.SnapshotStoreException">The file cannot be deleted.</exception>
    public bool DeleteModel(string name) => _models.Delete(name);

    /// <summary>Whether what a task's program reported until it was stopped is still filed, though the run is cancelled.</summary>
    internal bool IsEnding { get; set; }

    /// <summary>The full path of the folder that model files are in; <see langword="null"/> where they are in none.</summary>
    internal string? Folder => _models.Folder;

    /// <summary>Takes over a model file that another program has written; in the snapshot's folder, where there is one.</summary>
    /// <param name="path">The full path of the file.</param>
    internal void AdoptModel(string path) => _models.Adopt(path);

    /// <summary>A snapshot whose results are not written to: evaluations read its models and notes.</summary>
    internal static TaskSnapshot ReadOnly(IModelFiles models, Snapshot snapshot) =>
        new(_ => { }, models, SnapshotContent.Of(snapshot));

    internal static TaskSnapshot InMemory() => new(_ => { }, new ModelFilesInMemory(), SnapshotContent.Empty);

    /// <summary>All that was filed so far. No point is added while <paramref name="meanwhile"/> runs.</summary>
    internal SnapshotContent Freeze(Action? meanwhile = null)
    {
        lock (_lock)
        {
            meanwhile?.Invoke();
            return new SnapshotContent(
                Train.Summaries, Validation.Summaries, Test.Summaries, ModelFiles, (JsonObject)JsonNumber.QuoteNonFinite(Custom)!)
            {
                ModelHashes = _models.Hashes,
            };
        }
    }
}
