using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Experiments;

namespace Flammable.Cli.Commands;

/// <summary><c>flam experiments</c>: lists the experiments of the library.</summary>
internal sealed class ExperimentsCommand : SessionCommand
{
    private readonly Argument<string?> _name = Positional.Optional("name", "The experiment's name; * and ? match.");
    private readonly Option<bool> _json = JsonOption.Create();

    public ExperimentsCommand(Session session)
        : base("experiments", "Lists the experiments by name.", session)
    {
        Arguments.Add(_name);
        Options.Add(_json);
        Subcommands.Add(new NewExperimentCommand(session));
    }

    protected override int Run(ParseResult parse)
    {
        IEnumerable<Experiment> experiments = OpenLibrary(parse).GetExperiments(parse.GetValue(_name));
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(experiments.Select(ExperimentJson.ToJson));
        }
        else
        {
            ExperimentTable.Print(experiments, Session.Terminal);
        }

        return ExitCode.Done;
    }
}
