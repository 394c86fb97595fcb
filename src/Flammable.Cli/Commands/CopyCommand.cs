using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Transfer;

namespace Flammable.Cli.Commands;

/// <summary>What <c>flam push</c> and <c>flam pull</c> share.</summary>
internal abstract class CopyCommand : SessionCommand
{
    private readonly Option<string> _place;
    private readonly Option<bool> _artifacts = new("--artifacts") { Description = "Copy model files and all else of the snapshots' folders too." };
    private readonly Option<string?> _experiment = new("--experiment")
    {
        Description = "The experiment to file the snapshots under where they are copied to; their own by default.",
        HelpName = "name",
    };

    private readonly Option<bool> _json = JsonOption.Create("Print JSON.");

    protected CopyCommand(string name, string description, Option<string> place, Session session)
        : base(name, description, session)
    {
        _place = place;
        Options.Add(place);
        Options.Add(_artifacts);
        Options.Add(_experiment);
        Options.Add(_json);
        Validators.Add(result =>
        {
            if (result.GetValue(place)?.Length == 0)
            {
                result.AddError($"{place.Name} must not be empty.");
            }
        });
    }

    /// <summary>Copies what the command line says.</summary>
    protected abstract IEnumerable<CopiedSnapshot> Copy(ParseResult parse, string place, CopyOptions options, IProgress<RunEvent> events);

    protected override int Run(ParseResult parse)
    {
        string text = parse.GetRequiredValue(_place);
        int exitCode = ExitCode.Done;
        var options = new CopyOptions
        {
            IncludeArtifacts = parse.GetValue(_artifacts),
            Experiment = parse.GetValue(_experiment),
            MayAsk = !Console.IsInputRedirected,
            Refused = Refuse,
        };
        using var reporter = new RunReporter(Session.Terminal, Session.Terminal.Error, parse.GetValue(Session.Options.Verbose));
        IEnumerable<CopiedSnapshot> copied = Ask(() => Copy(parse, CopyPlace.IsAddress(text) ? text : FullPath.Of(text), options, reporter));
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(copied.Select(CopiedSnapshotText.ToJson));
            return exitCode;
        }

        int count = 0;
        foreach (CopiedSnapshot one in copied)
        {
            Session.Terminal.Output.WriteLine(CopiedSnapshotText.Line(one));
            count++;
        }

        if (count == 0 && exitCode == ExitCode.Done)
        {
            Session.Terminal.Error.WriteLine("No snapshots.");
        }

        return exitCode;

        void Refuse(FlammableException error) => exitCode = Failure.Of(error).Print(Session.Terminal.Error);
    }

    private static IEnumerable<CopiedSnapshot> Ask(Func<IEnumerable<CopiedSnapshot>> copy)
    {
        try
        {
            return copy();
        }
        catch (ArgumentException error)
        {
            throw new UsageException(error.Message, "Give another name with --experiment.");
        }
    }
}
