using System.Globalization;
using Spectre.Console;

namespace Flammable.Benchmarks.Measuring;

/// <summary>Prints the figures.</summary>
internal static class FigureTable
{
    private const int WidthOfFile = 160;

    public static void Print(IEnumerable<Figure> figures)
    {
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumn("what");
        table.AddColumn(new TableColumn("ours").RightAligned());
        table.AddColumn("compared with");
        table.AddColumn(new TableColumn("theirs").RightAligned());
        table.AddColumn(new TableColumn("ratio").RightAligned());
        table.AddColumn(new TableColumn("limit").RightAligned());
        table.AddColumn("");
        foreach (Figure figure in figures)
        {
            table.AddRow(
                Markup.Escape(figure.What),
                Amount(figure.Ours, figure),
                Markup.Escape(figure.Rival),
                Amount(figure.Theirs, figure),
                Number(figure.Ours / figure.Theirs, "0.00"),
                figure.Limit.Text,
                Verdict(figure));
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidthOfFile;
            AnsiConsole.Profile.Capabilities.Ansi = false;
        }

        AnsiConsole.Write(table);
    }

    private static string Amount(double? value, Figure figure) => value is null ? "" : $"{Number(value, figure.Format)} {figure.Unit}".TrimEnd();

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Verdict(Figure figure) => figure.IsKept switch
    {
        true => "[green]ok[/]",
        false => "[red]over[/]",
        null => "[yellow]skipped[/]",
    };
}
