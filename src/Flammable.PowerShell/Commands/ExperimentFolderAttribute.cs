using System.Management.Automation;
using Flammable.Execution;
using Flammable.Experiments;

namespace Flammable.Commands;

/// <summary>
/// Takes an experiment for the folder of its code, so that <c>Get-FlamExperiment | Get-FlamStatus</c> means the code and
/// not the experiment's folder in the library, which is what its property Path says; and a task for its file, whose name is
/// no pattern.
/// </summary>
public sealed class ExperimentFolderAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            Experiment { CodeFolder: string folder } => WildcardPattern.Escape(folder),
            TaskDescription task => WildcardPattern.Escape(task.Path),
            _ => inputData,
        };
}
