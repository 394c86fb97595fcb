using Flammable.Errors;
using Flammable.Experiments;

namespace Flammable.Cli.Commands;

/// <summary>An experiment that a change is made to: by its exact name, so that nothing else is changed with it.</summary>
internal static class ExactExperiment
{
    /// <exception cref="ExperimentNotFoundException">No experiment has the name.</exception>
    public static Experiment Find(Library library, string name) =>
        library.GetExperiments().FirstOrDefault(experiment => experiment.Name == name)
        ?? throw new ExperimentNotFoundException(name, library.Folder);
}
