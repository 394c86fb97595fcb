using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>The way of snapshots out of the library and into it.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="options">How they are copied.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Ends the copying.</param>
internal sealed class CopyFlow(ExperimentCatalog catalog, CopyOptions options, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    private Action<FlammableException> Refused => options.Refused ?? (error => throw error);

    /// <summary>Copies snapshots of the library to another place.</summary>
    public IEnumerable<CopiedSnapshot> Push(IEnumerable<Snapshot> snapshots, string target)
    {
        CheckExperiment();
        CopyPlace place = CopyPlace.Look(target, mayBeNew: true);
        if (!place.IsLibrary)
        {
            return new RemotePush(catalog, new RemoteRepository(place, options.MayAsk, cancellation), options, events, cancellation).Push(snapshots, Refused);
        }

        EnsureElsewhere(place.Text);
        var copy = new LibraryCopy(catalog, new SnapshotReceiver(place.Text, events, cancellation), options, events);
        return CopyEach(snapshots, copy);
    }

    /// <summary>Copies snapshots of another place into the library.</summary>
    public IEnumerable<CopiedSnapshot> Pull(string source, IReadOnlyCollection<string> ids)
    {
        CheckExperiment();
        CopyPlace place = CopyPlace.Look(source, mayBeNew: false);
        if (!place.IsLibrary)
        {
            return new RemotePull(catalog, new RemoteRepository(place, options.MayAsk, cancellation), options, events, cancellation).Pull(ids, Refused);
        }

        EnsureElsewhere(place.Text);
        var other = new ExperimentCatalog(place.Text);
        SnapshotKey[] keys = [.. other.Names().SelectMany(name => other.Snapshots(name).Keys()).OrderBy(key => key.Name, StringComparer.Ordinal)];
        IEnumerable<(string Experiment, string Name)> wanted = new CopySelection(place.Text, [.. keys.Select(key => (key.Experiment, key.Name))]).Find(ids, Refused);
        var copy = new LibraryCopy(other, new SnapshotReceiver(catalog.Folder, events, cancellation), options, events);
        return CopyEach(Read(other, [.. wanted]), copy);
    }

    private IEnumerable<Snapshot> Read(ExperimentCatalog other, IReadOnlyList<(string Experiment, string Name)> wanted)
    {
        foreach ((string experiment, string name) in wanted)
        {
            if (Try(() => other.Snapshots(experiment).Read(other.Snapshots(experiment).Key(name))) is { } snapshot)
            {
                yield return snapshot;
            }
        }
    }

    private IEnumerable<CopiedSnapshot> CopyEach(IEnumerable<Snapshot> snapshots, LibraryCopy copy)
    {
        foreach (Snapshot snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Try(() => copy.Copy(snapshot)) is { } copied)
            {
                yield return copied;
            }
        }
    }

    private T? Try<T>(Func<T> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (FlammableException error)
        {
            Refused(error);
            return null;
        }
    }

    private void CheckExperiment()
    {
        if (options.Experiment is { } name && !CopyNames.IsExperiment(name))
        {
            throw new ArgumentException($"'{name}' cannot name an experiment: it must be a folder's name that does not begin with a dot.");
        }
    }

    private void EnsureElsewhere(string folder)
    {
        if (RealPath.Of(folder) == RealPath.Of(catalog.Folder))
        {
            throw new SnapshotStoreException($"The folder '{folder}' is the library itself.", folder, StoreProblem.NoCopyPlace);
        }
    }
}
