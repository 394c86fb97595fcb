using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>A task that a <c>flammable.json</c> describes.</summary>
/// <param name="name">The task's name.</param>
/// <param name="manifest">The description.</param>
internal sealed class ManifestTask(string name, TaskManifest manifest) : ProcessTask
{
    /// <summary>The values of the hyperparameters, by name.</summary>
    public Dictionary<string, object?> Values { get; } =
        manifest.Parameters.ToDictionary(parameter => parameter.Name, parameter => (object?)parameter.Default);

    internal override string DisplayName => name;

    internal override TaskMethodMissingException Missing(string method = "") =>
        new(DisplayName, method) { Command = VerbOf(method) is { } verb ? NameOf(verb) : null };

    protected override TimeSpan StopTimeout => manifest.StopTimeout ?? base.StopTimeout;

    protected override bool ServesBatches => manifest.ServesBatches;

    protected override bool SaysWhenReady => manifest.SaysWhenReady;

    private protected override IReadOnlyList<string> DataFiles => manifest.Data;

    private protected override CommandLine? CommandOf(TaskVerb verb) => verb switch
    {
        TaskVerb.Train => manifest.Train,
        TaskVerb.Test => manifest.Test,
        TaskVerb.Eval => manifest.Eval,
        _ => manifest.Serve,
    };

    private protected override IReadOnlyList<Hyperparameter> DeclareHyperparameters() => manifest.Parameters;
}
