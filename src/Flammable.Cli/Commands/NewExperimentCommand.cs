using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Experiments;

namespace Flammable.Cli.Commands;

/// <summary><c>flam experiments new</c>: makes an experiment of a folder of code, before its first training.</summary>
internal sealed class NewExperimentCommand : SessionCommand
{
    private readonly Argument<string?> _path = Positional.Optional("path", "The folder with the code; the current folder where it is left out.");
    private readonly Option<string?> _name = new("--name") { Description = "The experiment's name; the folder's where it is left out." };
    private readonly Option<bool> _json = JsonOption.Create();

    public NewExperimentCommand(Session session)
        : base("new", "Makes an experiment of a folder of code, before its first training.", session)
    {
        Arguments.Add(_path);
        Options.Add(_name);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Experiment experiment = AddExperiment(OpenLibrary(parse), ResolveFolder(parse.GetValue(_path)), parse.GetValue(_name));
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(ExperimentJson.ToJson(experiment));
        }
        else
        {
            Session.Terminal.Output.WriteLine($"Made experiment {experiment.Name} of '{experiment.CodeFolder}'");
        }

        return ExitCode.Done;
    }

    private static Experiment AddExperiment(Library library, string folder, string? name)
    {
        try
        {
            return library.AddExperiment(folder, name);
        }
        catch (ArgumentException error) when (error.ParamName == "name")
        {
            throw new UsageException($"'{name}' cannot name an experiment.", "Give a folder's name that does not begin with a dot.");
        }
    }

    private string ResolveFolder(string? path)
    {
        string folder = Session.ResolvePath(path);
        if (path is null && File.Exists(folder))
        {
            return Path.GetDirectoryName(folder)!;
        }

        return Directory.Exists(folder)
            ? folder
            : throw new UsageException($"The folder '{folder}' does not exist.", "Give the folder with the task's code.");
    }
}
