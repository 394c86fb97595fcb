using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>What became of one snapshot in a copy.</summary>
public sealed record CopiedSnapshot
{
    /// <summary>The snapshot's name, the same here and there.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the experiment that it is in where it was copied to.</summary>
    public required string Experiment { get; init; }

    /// <summary>What was done.</summary>
    public required CopyStatus Status { get; init; }

    /// <summary>The number of bytes of the files that were copied; the code, of which git moves what is missing, does not count.</summary>
    public long Bytes { get; init; }

    /// <summary>Where it was copied to: a library's folder or a repository.</summary>
    public required string Destination { get; init; }

    /// <summary>The five letters at the name's end.</summary>
    public string Id => SnapshotName.IdOf(Name);

    /// <summary>The snapshot as <c>experiment/name</c>.</summary>
    public override string ToString() => $"{Experiment}/{Name}";
}
