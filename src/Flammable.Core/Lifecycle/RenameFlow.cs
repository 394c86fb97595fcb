using Flammable.Errors;
using Flammable.Experiments;

namespace Flammable.Lifecycle;

/// <summary>The way of an experiment to another name. Its identity and the ids of its snapshots stay.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="cancellation">Ends the wait for another change.</param>
internal sealed class RenameFlow(ExperimentCatalog catalog, CancellationToken cancellation)
{
    /// <exception cref="ArgumentException">The name can be no experiment's.</exception>
    /// <exception cref="ExperimentExistsException">The library has an experiment of that name.</exception>
    /// <exception cref="ExperimentNotFoundException">The experiment is not there any more.</exception>
    /// <exception cref="SnapshotStateException">A run holds one of its snapshots.</exception>
    public Experiment Run(Experiment experiment, string newName)
    {
        ExperimentName.EnsureValid(newName, nameof(newName));
        using ExperimentHold hold = ExperimentHold.Take(catalog, experiment.Name, cancellation);
        string path = catalog.PathOf(newName);
        if (Path.Exists(path))
        {
            throw new ExperimentExistsException($"The library '{catalog.Folder}' has an experiment '{newName}' already.", newName);
        }

        Guid? id = catalog.Id(experiment.Name);
        hold.Move(() => Move(catalog.PathOf(experiment.Name), path));

        // The folder's name is what counts. The names in files are read by people, or to find the folder sooner.
        if (ExperimentFile.Read(path) is { } file)
        {
            (file with { Name = newName }).Write(path);
            TellCodeFolder(file, newName);
        }

        using (catalog.Trash.Lock(cancellation))
        {
            catalog.Trash.Rename(experiment.Name, id, newName);
        }

        return catalog.Read(newName);
    }

    private void Move(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The experiment's folder '{from}' cannot be renamed to '{to}': {error.Message}", from, StoreProblem.NotWritable, error);
        }
    }

    private static void TellCodeFolder(ExperimentFile file, string name)
    {
        try
        {
            if (file.CodeFolder is { } folder && ExperimentIdentity.Of(folder)?.Id == file.Id)
            {
                ExperimentIdentity.Write(folder, file.Id, name);
            }
        }
        catch (SnapshotStoreException)
        {
            // A folder that cannot be read or written finds its experiment by the identity.
        }
    }
}
