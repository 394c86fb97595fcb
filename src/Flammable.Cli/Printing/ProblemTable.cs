using System.Globalization;
using Flammable.Cli.Running;
using Flammable.Repairing;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>What is wrong in a library as a table, one problem a row, and what it amounts to.</summary>
internal static class ProblemTable
{
    public static void Print(IReadOnlyList<LibraryProblem> problems, string library, Terminal terminal)
    {
        if (problems.Count == 0)
        {
            terminal.Output.WriteLine($"Nothing is wrong in '{library}'.");
            return;
        }

        Table table = TableConsole.NewTable(["Status"], ["Problem", "Repair"]);
        foreach (LibraryProblem problem in problems)
        {
            table.AddRow(
                new Text(problem.Status.ToString().ToLowerInvariant(), StyleOf(problem.Status)),
                new Text(problem.Message),
                new Text(problem.Repair ?? ""));
        }

        TableConsole.Print(table, terminal);
        terminal.Error.WriteLine(Sum(problems));
    }

    private static string Sum(IReadOnlyList<LibraryProblem> problems)
    {
        string counts = string.Join(", ", problems
            .GroupBy(problem => problem.Status)
            .OrderByDescending(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}")));
        return problems.Any(problem => problem.CanRepair) ? $"{counts}. Repair with 'flam fsck --repair'." : $"{counts}.";
    }

    private static Style StyleOf(LibraryProblemStatus status) => status switch
    {
        LibraryProblemStatus.Damaged => new Style(Color.Red),
        LibraryProblemStatus.Repairable => new Style(Color.Yellow),
        LibraryProblemStatus.Repaired => new Style(Color.Green),
        _ => Style.Plain,
    };
}
