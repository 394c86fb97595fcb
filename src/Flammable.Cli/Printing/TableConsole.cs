using Flammable.Cli.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flammable.Cli.Printing;

/// <summary>Prints tables: as wide as they are into files and pipes, fitted to the window on a terminal.</summary>
internal static class TableConsole
{
    private const int WidthOfFiles = 1_000_000;
    private const int Gap = 2;
    private const int NarrowestWrapped = 10;

    /// <summary>A table without lines.</summary>
    /// <param name="columns">The columns that keep their width on a narrow terminal.</param>
    /// <param name="wrapping">The columns after them, which give way.</param>
    public static Table NewTable(IEnumerable<string> columns, IEnumerable<string> wrapping)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string column in columns)
        {
            table.AddColumn(NewColumn(column).NoWrap());
        }

        foreach (string column in wrapping)
        {
            table.AddColumn(NewColumn(column));
        }

        return table;
    }

    public static void Print(Table table, Terminal terminal)
    {
        IAnsiConsole console = Open(terminal);
        if (!terminal.IsOutputRedirected)
        {
            // Spectre prints nothing but '…' where the columns do not fit. The terminal wraps such lines by itself.
            console.Profile.Width = Math.Max(console.Profile.Width, NarrowestWidth(table, RenderOptions.Create(console)));
        }

        console.Write(table);
    }

    public static void Print(Grid grid, Terminal terminal) => Open(terminal).Write(grid);

    private static IAnsiConsole Open(Terminal terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.HasColors ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal.HasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Output),
        });
        if (terminal.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }

    private static TableColumn NewColumn(string name) =>
        new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))).PadLeft(0).PadRight(Gap);

    private static int NarrowestWidth(Table table, RenderOptions options) => table.Columns
        .Select((column, index) => Gap + (column.NoWrap
            ? table.Rows.Select(row => row[index]).Append(column.Header).Max(cell => cell.Measure(options, WidthOfFiles).Max)
            : NarrowestWrapped))
        .Sum();
}
