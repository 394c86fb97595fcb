using System.Management.Automation;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>
/// Takes a snapshot for the name of its experiment, so that <c>Get-FlamSnapshot | Get-FlamExperiment</c> does not look
/// for an experiment of the snapshot's own name.
/// </summary>
public sealed class ExperimentNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            Snapshot snapshot => snapshot.Experiment,
            Experiment experiment => experiment.Name,
            _ => inputData,
        };
}
