using System.Globalization;
using Flammable.Cli.Running;
using Flammable.Comparing;
using Flammable.Metrics;
using Flammable.Snapshots;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>In what two snapshots differ: a section for each kind of difference that there is.</summary>
/// <param name="terminal">Where it is printed.</param>
/// <param name="isPatch">Whether the patch alone is printed.</param>
internal sealed class ComparisonView(Terminal terminal, bool isPatch)
{
    private const string None = "-";

    private bool _isEqual = true;

    /// <summary>Prints the sections, each before the next one is compared: code that is gone leaves the others standing.</summary>
    public void Print(Snapshot reference, Snapshot difference, Func<ComparedParts, SnapshotComparison> compare)
    {
        if (!isPatch)
        {
            terminal.Output.WriteLine($"{reference} -> {difference}");
        }

        PrintTable("Parameters", compare(ComparedParts.Parameter).Parameters, ["Name", "Reference", "Difference"], one =>
            [one.Name, Text(one.Reference), Text(one.Difference)]);
        PrintTable("Metrics", compare(ComparedParts.Metric).Metrics, ["Split", "Name", "Reference", "Difference", "Delta", "Relative"], one =>
            [MetricSplitName.Of(one.Split), one.Name, Number(one.Reference), Number(one.Difference), Delta(one.Delta), Percent(one.RelativeDelta)]);
        PrintTable("Environment", compare(ComparedParts.Environment).Environment, ["Name", "Reference", "Difference"], one =>
            [one.Name, one.Reference ?? None, one.Difference ?? None]);
        PrintCode(compare(ComparedParts.Code).Code);
        if (_isEqual)
        {
            // Nothing but a patch goes where a patch is expected.
            (isPatch ? terminal.Error : terminal.Output).WriteLine("No differences.");
        }
    }

    private void PrintTable<T>(string title, IReadOnlyList<T> differences, string[] columns, Func<T, string[]> row)
    {
        if (differences.Count == 0)
        {
            return;
        }

        Table table = TableConsole.NewTable(columns, []);
        foreach (T difference in differences)
        {
            table.AddRow(row(difference).Select(cell => new Text(cell)));
        }

        PrintTitle(title);
        TableConsole.Print(table, terminal);
    }

    private void PrintCode(IReadOnlyList<CodeDifference> code)
    {
        if (code.Count == 0)
        {
            return;
        }

        PrintTitle("Code");
        foreach (CodeDifference file in code)
        {
            PatchText.Print(file.Patch, terminal);
        }
    }

    private void PrintTitle(string title)
    {
        _isEqual = false;
        if (!isPatch)
        {
            terminal.Output.WriteLine();
            terminal.Output.WriteLine(title);
        }
    }

    private static string Text(object? value) => value is null ? None : SnapshotText.Value(value);

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? None;

    private static string Delta(double? delta) => delta > 0 ? "+" + Number(delta) : Number(delta);

    private static string Percent(double? part) => part is { } number
        ? number.ToString("+0.0 %;-0.0 %;0 %", CultureInfo.InvariantCulture)
        : None;
}
