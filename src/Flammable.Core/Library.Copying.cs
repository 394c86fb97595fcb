using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Transfer;

namespace Flammable;

/// <content>Snapshots that go to other libraries and git repositories, and come from them.</content>
public sealed partial class Library
{
    /// <summary>
    /// Copies snapshots with their code and metadata into another library or any git repository. What is there already with
    /// the same content stays as it is; nothing is overwritten.
    /// </summary>
    /// <param name="snapshots">The snapshots; none that a run holds.</param>
    /// <param name="target">
    /// The full path of a library's folder, which is made where it is missing or empty, or of a git repository; or a
    /// repository's address as <c>git push</c> takes it.
    /// </param>
    /// <param name="options">How they are copied; <see langword="null"/> for the metadata and the code alone.</param>
    /// <param name="events">Told of each step.</param>
    /// <param name="cancellation">Ends the copying; what was copied before stays, and the next copy does the rest.</param>
    /// <returns>What became of each, as soon as it is there: the copying goes on with the enumeration.</returns>
    /// <exception cref="FlammableException">The target cannot be used, or a snapshot is refused and nobody is to be told.</exception>
    public IEnumerable<CopiedSnapshot> Push(
        IEnumerable<Snapshot> snapshots,
        string target,
        CopyOptions? options = null,
        IProgress<RunEvent>? events = null,
        CancellationToken cancellation = default) =>
        new CopyFlow(_catalog, options ?? new CopyOptions(), events, cancellation).Push(snapshots, target);

    /// <summary>Copies snapshots with their code and metadata from another library or a git repository that they were pushed to.</summary>
    /// <param name="source">The full path of a library's folder or of a git repository, or a repository's address as <c>git fetch</c> takes it.</param>
    /// <param name="ids">
    /// Ids, names, unique beginnings of either, <c>last</c>, or patterns with <c>*</c> and <c>?</c>; <c>experiment/</c> may stand
    /// before each. <see langword="null"/> or empty for all that are there.
    /// </param>
    /// <param name="options">How they are copied; <see langword="null"/> for the metadata and the code alone.</param>
    /// <param name="events">Told of each step.</param>
    /// <param name="cancellation">Ends the copying; what was copied before stays, and the next copy does the rest.</param>
    /// <returns>What became of each, as soon as it is there: the copying goes on with the enumeration.</returns>
    /// <exception cref="FlammableException">The source cannot be used, or a snapshot is refused and nobody is to be told.</exception>
    public IEnumerable<CopiedSnapshot> Pull(
        string source,
        IReadOnlyCollection<string>? ids = null,
        CopyOptions? options = null,
        IProgress<RunEvent>? events = null,
        CancellationToken cancellation = default) =>
        new CopyFlow(_catalog, options ?? new CopyOptions(), events, cancellation).Pull(source, ids ?? []);
}
