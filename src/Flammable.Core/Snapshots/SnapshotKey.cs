namespace Flammable.Snapshots;

/// <summary>What a snapshot's folder tells without being opened.</summary>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Name">The folder's name, <c>yyyyMMdd-HHmmss-id</c>.</param>
/// <param name="Path">The folder's full path.</param>
public sealed record SnapshotKey(string Experiment, string Name, string Path)
{
    /// <summary>The five letters at the name's end.</summary>
    public string Id => SnapshotName.IdOf(Name);

    /// <summary>The key as <c>experiment/name</c>.</summary>
    public override string ToString() => $"{Experiment}/{Name}";
}
