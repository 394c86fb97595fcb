using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Snapshots;
using Flammable.Verifying;

namespace Flammable.Cli.Commands;

/// <summary><c>flam verify</c>: trains a snapshot again and says whether the same came out.</summary>
internal sealed class VerifyCommand : SessionCommand
{
    private readonly Argument<string> _id = TaskArguments.Id();
    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<bool> _json = JsonOption.Create("Print the comparison as JSON; everything else goes to standard error.");

    public VerifyCommand(Session session)
        : base("verify", "Trains a snapshot again in a scratch folder and says whether the same comes out.", session)
    {
        Arguments.Add(_id);
        Options.Add(_experiment);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        Snapshot snapshot = library.GetSnapshot(parse.GetRequiredValue(_id), parse.GetValue(_experiment));
        Terminal terminal = Session.Terminal;
        bool json = parse.GetValue(_json);
        Verification verification;
        using (var reporter = new RunReporter(terminal, json ? terminal.Error : terminal.Output, parse.GetValue(Session.Options.Verbose)))
        {
            verification = library.Verify(snapshot, CommandLine.Caller(), reporter, Session.Cancellation);
        }

        if (json)
        {
            JsonOutput.Write(VerificationJson.ToJson(verification));
        }
        else
        {
            VerificationView.Print(verification, terminal);
        }

        return verification.IsReproduced ? ExitCode.Done : ExitCode.NotReproduced;
    }
}
