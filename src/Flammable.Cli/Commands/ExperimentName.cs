using Flammable.Errors;

namespace Flammable.Cli.Commands;

/// <summary>An experiment's name on the command line, which may hold wildcards.</summary>
internal static class ExperimentName
{
    /// <summary>Refuses a plain name that no experiment has, so that a slip of the finger does not look like an empty list.</summary>
    public static string Require(Library library, string name)
    {
        bool isPlain = name.IndexOfAny(['*', '?', '[']) < 0;
        return isPlain && !library.GetExperiments(name).Any()
            ? throw new ExperimentNotFoundException(name, library.Folder)
            : name;
    }
}
