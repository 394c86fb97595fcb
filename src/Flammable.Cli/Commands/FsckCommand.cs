using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Errors;
using Flammable.Repairing;

namespace Flammable.Cli.Commands;

/// <summary><c>flam fsck</c>: checks the library, and repairs it where it is asked to.</summary>
internal sealed class FsckCommand : SessionCommand
{
    private readonly Option<bool> _repair = new("--repair")
    {
        Description = "Repair what can be repaired; what is taken away goes to the library's folder .quarantine.",
    };

    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<bool> _json = JsonOption.Create("Print what was found as JSON.");

    public FsckCommand(Session session)
        : base("fsck", "Checks every snapshot, journal, model file, ref and commit, and says what is damaged.", session)
    {
        Options.Add(_repair);
        Options.Add(_experiment);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        bool repair = parse.GetValue(_repair);
        var problems = new List<LibraryProblem>();
        using (var reporter = new RunReporter(Session.Terminal, Session.Terminal.Error, parse.GetValue(Session.Options.Verbose)))
        {
            foreach (LibraryProblem problem in library.Check(parse.GetValue(_experiment), reporter, Session.Cancellation))
            {
                problems.Add(repair ? TryRepair(library, problem) : problem);
            }
        }

        if (parse.GetValue(_json))
        {
            JsonOutput.Write(problems.Select(ProblemJson.ToJson));
        }
        else
        {
            ProblemTable.Print(problems, library.Folder, Session.Terminal);
        }

        return problems.All(problem => problem.Status is LibraryProblemStatus.Harmless or LibraryProblemStatus.Repaired)
            ? ExitCode.Done
            : ExitCode.StorageTrouble;
    }

    // One repair that does not succeed is no reason to leave the others out.
    private LibraryProblem TryRepair(Library library, LibraryProblem problem)
    {
        try
        {
            return library.Repair(problem);
        }
        catch (Exception error) when (error is FlammableException or IOException or UnauthorizedAccessException)
        {
            Session.Terminal.Error.WriteLine($"warning: {error.Message}");
            return problem;
        }
    }
}
