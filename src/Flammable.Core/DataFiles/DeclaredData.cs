using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.DataFiles;

/// <summary>The data files that a run's task asks for: found for it, and hashed beside it, one after the other.</summary>
/// <param name="files">Finds the files.</param>
/// <param name="hashes">Hashes them.</param>
/// <param name="earlier">The snapshot whose record they are compared with; <see langword="null"/> for a new one.</param>
/// <param name="events">Told of files that have changed or cannot be hashed.</param>
/// <param name="cancellation">Stops the run, and the hashing with it.</param>
internal sealed class DeclaredData(
    IDataFiles files, DataHashes hashes, Snapshot? earlier, IProgress<RunEvent>? events, CancellationToken cancellation) : IDataFiles
{
    private static readonly TimeSpan SilentWait = TimeSpan.FromMilliseconds(500);

    private readonly Lock _telling = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _byName = [];
    private readonly Dictionary<string, Task<DataFile?>> _byPath = [];
    private readonly Dictionary<string, DataFile> _hashed = [];
    private Action<IReadOnlyDictionary<string, DataFile>>? _onHashed;
    private Task _last = Task.CompletedTask;
    private volatile bool _isComplete;

    public string Places => files.Places;

    public string? Find(string path)
    {
        string? found = files.Find(path);
        if (found is not null)
        {
            Declare(path, found);
        }

        return found;
    }

    public string? FindProgram(string path) => files.FindProgram(path);

    public RunFolder CheckOutCode() => files.CheckOutCode();

    /// <summary>Has the files told that are hashed so far, each time that there is one more, until they are complete.</summary>
    /// <param name="tell">Takes them, from any thread.</param>
    public void OnHashed(Action<IReadOnlyDictionary<string, DataFile>> tell) => _onHashed = tell;

    /// <summary>Waits until the declared files are hashed, or until the run's cancellation. No file is declared after it.</summary>
    /// <returns>The files that are hashed, by the names that the task gave them.</returns>
    public IReadOnlyDictionary<string, DataFile> Complete()
    {
        lock (_telling)
        {
            _isComplete = true;
        }

        Wait();
        return Hashed();
    }

    private Dictionary<string, DataFile> Hashed()
    {
        lock (_lock)
        {
            return new Dictionary<string, DataFile>(_hashed);
        }
    }

    private void Declare(string name, string path)
    {
        lock (_lock)
        {
            if (!_isComplete && !_byName.ContainsKey(name))
            {
                if (!_byPath.TryGetValue(path, out Task<DataFile?>? hash))
                {
                    Task before = _last;
                    _last = _byPath[path] = hash = Task.Run(() => HashAsync(before, name, path), CancellationToken.None);
                }

                _byName[name] = Task.Run(() => RecordAsync(name, hash), CancellationToken.None);
            }
        }
    }

    private async Task<DataFile?> HashAsync(Task before, string name, string path)
    {
        await before.ConfigureAwait(false);
        try
        {
            return hashes.Of(path, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Warn($"The data file '{name}' has no hash in the snapshot: {error.Message}");
            return null;
        }
    }

    private async Task RecordAsync(string name, Task<DataFile?> hash)
    {
        if (await hash.ConfigureAwait(false) is not { } file)
        {
            return;
        }

        if (earlier?.Data.GetValueOrDefault(name) is { } known && known != file)
        {
            Warn($"The data file '{name}' has changed since snapshot '{earlier}' was trained.");
        }

        lock (_lock)
        {
            _hashed[name] = file;
        }

        Tell();
    }

    private void Tell()
    {
        lock (_telling)
        {
            if (_isComplete)
            {
                return;
            }

            try
            {
                _onHashed?.Invoke(Hashed());
            }
            catch (SnapshotStoreException)
            {
                // The end of the run writes it again, or says why it cannot.
            }
        }
    }

    private void Warn(string message)
    {
        if (!cancellation.IsCancellationRequested)
        {
            TaskScope.Tell(events, new WarningEvent(message));
        }
    }

    private void Wait()
    {
        Task[] hashes;
        lock (_lock)
        {
            hashes = [.. _byName.Values];
        }

        try
        {
            if (!Task.WaitAll(hashes, (int)SilentWait.TotalMilliseconds, cancellation))
            {
                events?.Report(new StepEvent("Waiting for the hashes of the data files."));
                Task.WaitAll(hashes, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // What is hashed by now is what there is.
        }
    }
}
