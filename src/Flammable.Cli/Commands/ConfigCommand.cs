using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;

namespace Flammable.Cli.Commands;

/// <summary><c>flam config</c>: shows the settings in force.</summary>
internal sealed class ConfigCommand : SessionCommand
{
    private readonly Option<bool> _json = JsonOption.Create();

    public ConfigCommand(Session session)
        : base("config", "Shows the settings in force and where each comes from.", session)
    {
        Options.Add(_json);
        Subcommands.Add(new SetConfigCommand(session));
    }

    protected override int Run(ParseResult parse)
    {
        Configuration configuration = Configuration.Load();
        string source = configuration.LibrarySource.ToString().ToLowerInvariant();
        if (LibraryFolder(parse) is string folder)
        {
            configuration = configuration with { Library = folder };
            source = "option";
        }

        ConfigurationOutput.Print(configuration, source, parse.GetValue(_json), Session.Terminal);
        return ExitCode.Done;
    }
}
