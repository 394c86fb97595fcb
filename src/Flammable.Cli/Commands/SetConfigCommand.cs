using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;

namespace Flammable.Cli.Commands;

/// <summary><c>flam config set</c>: writes the user's settings.</summary>
internal sealed class SetConfigCommand : SessionCommand
{
    private readonly Option<string?> _commitMode = CommitModeOption.Create("Where commits are put; auto for the default of each folder.", withAuto: true);
    private readonly Option<bool> _json = JsonOption.Create();

    public SetConfigCommand(Session session)
        : base("set", "Writes --library (an empty text takes it out) and --commit-mode to the user's configuration.", session)
    {
        Options.Add(_commitMode);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        string? library = parse.GetValue(Session.Options.Library);
        string? commitMode = parse.GetValue(_commitMode);
        if (library is null && commitMode is null)
        {
            throw new UsageException("There is nothing to set.", "Give --library <folder> or --commit-mode <branch|detached|auto>.");
        }

        string? folder = string.IsNullOrEmpty(library) ? library : FullPath.Of(library);
        if (File.Exists(folder))
        {
            throw new UsageException($"The library '{folder}' is a file, not a folder.", "Give a folder; it need not exist yet.");
        }

        Configuration configuration = Configuration.Save(
            folder, CommitModeOption.Parse(commitMode), clearCommitMode: commitMode == CommitModeOption.Auto);
        if (library is not null && configuration.LibrarySource == ConfigurationSource.Environment)
        {
            Session.Terminal.Error.WriteLine("warning: FLAMMABLE_LIBRARY is set, and wins over the configuration.");
        }

        ConfigurationOutput.Print(configuration, configuration.LibrarySource.ToString().ToLowerInvariant(), parse.GetValue(_json), Session.Terminal);
        return ExitCode.Done;
    }
}
