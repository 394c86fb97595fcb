using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable;

/// <content>Changes of snapshots.</content>
public sealed partial class Library
{
    /// <summary>
    /// Changes a snapshot's message and tags, and on request its code: the changes of the experiment's folder are committed
    /// onto it. It keeps its results, and <see cref="Snapshot.TrainedCommit"/> says which commit they are of.
    /// </summary>
    /// <param name="request">What to change.</param>
    /// <param name="events">Told of each step, and where there is nothing to amend.</param>
    /// <param name="cancellation">Cancels the change.</param>
    /// <returns>The snapshot as it is now, or <see langword="null"/> where nothing but an amendment was asked for and the code is unchanged.</returns>
    /// <exception cref="ArgumentException">A text cannot be a tag.</exception>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public Snapshot? Update(UpdateRequest request, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        new UpdateFlow(_catalog, _commitMode, events, cancellation).Run(request);
}
