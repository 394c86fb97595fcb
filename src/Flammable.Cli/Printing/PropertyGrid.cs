using Flammable.Cli.Running;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>Names and values in two columns. Values that are missing take no line.</summary>
internal sealed class PropertyGrid
{
    private readonly Grid _grid = new Grid()
        .AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2))
        .AddColumn(new GridColumn().PadRight(0));

    public PropertyGrid Add(string name, string? value, Style? style = null)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(value, style));
        }

        return this;
    }

    /// <summary>Adds one line a value, the name before the first.</summary>
    public PropertyGrid Add(string name, IEnumerable<string> values)
    {
        string first = name;
        foreach (string value in values)
        {
            _grid.AddRow(new Text(first, new Style(decoration: Decoration.Bold)), new Text(value));
            first = "";
        }

        return this;
    }

    public void Print(Terminal terminal) => TableConsole.Print(_grid, terminal);
}
