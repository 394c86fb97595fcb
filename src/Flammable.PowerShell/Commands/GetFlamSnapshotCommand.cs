using System.Management.Automation;
using Flammable.Completion;
using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Lists the library's snapshots, newest first, each as soon as it is read.</summary>
[Cmdlet(VerbsCommon.Get, "FlamSnapshot")]
[OutputType(typeof(Snapshot))]
public sealed class GetFlamSnapshotCommand : FlamCommand
{
    /// <summary>The snapshots' ids, names, tags, the beginnings of ids or names, or the words last and best:METRIC. The wildcards * and ? are allowed. The default is all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference[]? Id { get; set; }

    /// <summary>The experiment's name. The wildcards * and ? are allowed. The default is all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentCompleter]
    public string? Experiment { get; set; }

    /// <summary>The states to list. The default is all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SnapshotState[] State { get; set; } = [];

    /// <summary>Tags of which a snapshot has one at least. The wildcards * and ? are allowed. The default is all snapshots.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [TagCompleter]
    public string[] Tag { get; set; } = [];

    /// <summary>How many to list at most for each input: the newest that match.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Id is null)
        {
            WriteMatches(NamePattern.All, Experiment);
        }

        foreach (SnapshotReference reference in Id ?? [])
        {
            string? experiment = reference.Experiment ?? Experiment;
            if (NamePattern.IsPattern(reference.Id))
            {
                WriteMatches(reference.Id, experiment);
            }
            else if (TryAsk(reference, () => Library.GetSnapshot(reference.Id, experiment), out var snapshot)
                && Filter(experiment).Matches(snapshot))
            {
                WriteObject(snapshot);
            }
        }
    }

    private void WriteMatches(string pattern, string? experiment)
    {
        SnapshotFilter filter = Filter(experiment);
        if (!TryAsk(experiment, () => Library.GetSnapshots(filter, error => WriteUnreadable(error, pattern)), out var snapshots))
        {
            return;
        }

        using IEnumerator<Snapshot> matches = snapshots
            .Where(snapshot => NamePattern.Matches(pattern, snapshot))
            .Take(Last ?? int.MaxValue)
            .GetEnumerator();
        while (TryAsk(experiment, matches.MoveNext, out bool isMore) && isMore)
        {
            WriteObject(matches.Current);
        }
    }

    private SnapshotFilter Filter(string? experiment) => new() { Experiment = experiment, States = State, Tags = Tag };

    private void WriteUnreadable(SnapshotStoreException error, string pattern)
    {
        if (pattern == NamePattern.All || NamePattern.Matches(pattern, error))
        {
            WriteErrors(error, error.Path);
        }
    }
}
