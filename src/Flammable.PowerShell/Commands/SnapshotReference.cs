using System.Globalization;
using System.Management.Automation;
using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>What a user gives to mean a snapshot: an id or a name, a snapshot, or a row that names one.</summary>
/// <param name="Id">What <see cref="Library.GetSnapshot"/> takes: an id, a name, a tag, a word, or the unique beginning of an id or a name.</param>
/// <param name="Experiment">The experiment's name; <see langword="null"/> for any.</param>
public sealed record SnapshotReference(string Id, string? Experiment = null)
{
    /// <summary>Reads a reference.</summary>
    /// <param name="value">
    /// A text (or the digits that a name begins with), a <see cref="Snapshots.Snapshot"/>, an
    /// <see cref="Experiments.Experiment"/> for all its snapshots, or any object with the properties Id and Experiment, such
    /// as a deserialized snapshot or a row of a CSV file.
    /// </param>
    /// <returns>The reference, or <see langword="null"/> where the value is none.</returns>
    public static SnapshotReference? From(object? value) => value switch
    {
        SnapshotReference reference => reference,
        string id => new SnapshotReference(id),
        int or long => new SnapshotReference(string.Create(CultureInfo.InvariantCulture, $"{value}")),
        Snapshot snapshot => new SnapshotReference(snapshot.Name, snapshot.Experiment),
        Experiment experiment => new SnapshotReference(NamePattern.All, experiment.Name),
        SnapshotKey key => new SnapshotReference(key.Name, key.Experiment),
        PSObject { BaseObject: not PSCustomObject } wrapped => From(wrapped.BaseObject),
        PSObject row => FromRow(row),
        _ => null,
    };

    /// <summary>Finds the one snapshot.</summary>
    /// <param name="library">The library to look in.</param>
    /// <exception cref="SnapshotNotFoundException">None matches, or several, or an experiment was given.</exception>
    public Snapshot Find(Library library) => Id == NamePattern.All
        ? throw new SnapshotNotFoundException(
            Experiment is null ? $"'{Id}' means every snapshot, and one is meant." : $"'{Experiment}' is an experiment, and one snapshot is meant.",
            Experiment ?? Id)
        : library.GetSnapshot(Id, Experiment);

    /// <summary>The reference as <c>experiment/id</c>.</summary>
    public override string ToString() => Experiment is null ? Id : $"{Experiment}/{Id}";

    private static SnapshotReference? FromRow(PSObject row)
    {
        string? experiment = Text(row, nameof(Experiment));
        string? id = Text(row, nameof(Id)) ?? Text(row, "SnapshotId") ?? Text(row, nameof(Snapshot))
            ?? (experiment is null ? null : NamePattern.All);
        return id is null ? null : new SnapshotReference(id, experiment);
    }

    private static string? Text(PSObject row, string property) =>
        row.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
