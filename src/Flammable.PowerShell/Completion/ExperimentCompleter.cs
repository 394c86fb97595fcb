using System.Collections;
using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the names of experiments, with where their code is as the tooltip.</summary>
public sealed class ExperimentCompleter : FlamCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(string word, IDictionary bound) =>
        from experiment in Library.Open().GetExperiments()
        where Begins(experiment.Name, word)
        select Result(experiment.Name, experiment.Name, experiment.CodeFolder ?? experiment.Path);
}
