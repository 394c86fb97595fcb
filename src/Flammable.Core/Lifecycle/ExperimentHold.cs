using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Lifecycle;

/// <summary>An experiment that nobody else uses: its lock and those of all its snapshots.</summary>
internal sealed class ExperimentHold : IDisposable
{
    private readonly List<IDisposable> _locks = [];

    private ExperimentHold()
    {
    }

    /// <summary>The snapshots.</summary>
    public IReadOnlyList<SnapshotKey> Snapshots { get; private set; } = [];

    /// <summary>Takes the experiment.</summary>
    /// <exception cref="ExperimentNotFoundException">It is not there, or not there any more.</exception>
    /// <exception cref="SnapshotStateException">A run holds one of its snapshots.</exception>
    public static ExperimentHold Take(ExperimentCatalog catalog, string experiment, CancellationToken cancellation)
    {
        var hold = new ExperimentHold();
        try
        {
            hold._locks.Add(catalog.Lock(experiment, cancellation));
            hold.Snapshots = [.. catalog.Snapshots(experiment).Keys()];
            hold._locks.AddRange(hold.Snapshots.Select(SnapshotLock.ForWriting));
            return hold;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Moves the experiment's folder while nobody can begin to use it.</summary>
    public void Move(Action move)
    {
        // Windows moves no folder with an open file in it, and refuses where another process was faster.
        if (OperatingSystem.IsWindows())
        {
            Dispose();
        }

        move();
    }

    public void Dispose()
    {
        _locks.ForEach(held => held.Dispose());
        _locks.Clear();
    }
}
