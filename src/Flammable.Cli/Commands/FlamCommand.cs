using System.CommandLine;
using System.CommandLine.Help;
using Flammable.Cli.Running;

namespace Flammable.Cli.Commands;

/// <summary>The command line as a whole.</summary>
internal sealed class FlamCommand : RootCommand
{
    public FlamCommand(Session session)
        : base("Runs and archives machine-learning experiments.")
    {
        Options.Add(session.Options.Library);
        Options.Add(session.Options.Verbose);
        Options.Single(option => option is VersionOption).Action = new VersionAction(session.Terminal);

        Subcommands.Add(new TrainCommand(session));
        Subcommands.Add(new TestCommand(session));
        Subcommands.Add(new EvalCommand(session));
        Subcommands.Add(new ServerCommand(session));
        Subcommands.Add(new StatusCommand(session));
        Subcommands.Add(new TasksCommand(session));
        Subcommands.Add(new ListCommand(session));
        Subcommands.Add(new ShowCommand(session));
        Subcommands.Add(new DisagreeCommand(session));
        Subcommands.Add(new AmendCommand(session));
        Subcommands.Add(new TagCommand(session));
        Subcommands.Add(new MetricsCommand(session));
        Subcommands.Add(new BisectCommand(session));
        Subcommands.Add(new ExportCommand(session));
        Subcommands.Add(new RestoreCommand(session));
        Subcommands.Add(new DiffCommand(session));
        Subcommands.Add(new VerifyCommand(session));
        Subcommands.Add(new PushCommand(session));
        Subcommands.Add(new PullCommand(session));
        Subcommands.Add(new ExperimentsCommand(session));
        Subcommands.Add(new RemoveCommand(session));
        Subcommands.Add(new UndoCommand(session));
        Subcommands.Add(new ClearCommand(session));
        Subcommands.Add(new MoveCommand(session));
        Subcommands.Add(new FsckCommand(session));
        Subcommands.Add(new ConfigCommand(session));

        SetAction(parse => new HelpAction().Invoke(parse));
    }
}
