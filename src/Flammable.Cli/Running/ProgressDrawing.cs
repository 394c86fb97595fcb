using System.Globalization;
using System.Text;
using Flammable.Execution;
using Spectre.Console;
using Spectre.Console.Advanced;
using Spectre.Console.Rendering;

namespace Flammable.Cli.Running;

/// <summary>Draws a run's progress on one line with Spectre: bar, part done, time left, state.</summary>
internal sealed class ProgressDrawing
{
    private const int LongBar = 20;
    private const int ShortBar = 10;
    private const int WidthOfLongBar = 100;
    private const int WidthOfBar = 60;

    private static readonly Style TimeStyle = new(Color.Blue);

    private readonly IAnsiConsole _console;

    public ProgressDrawing(Terminal terminal) => _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        ColorSystem = terminal.HasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(terminal.Error),
    });

    /// <summary>The line, without its end.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="width">How many columns it may take. What does not fit is left out: the activity first, then iteration and rate, then the end.</param>
    public string Draw(ProgressEvent progress, int width)
    {
        List<Segment> line = [.. Segment.Truncate(Head(progress, width), width)];
        int left = width - Segment.CellCount(line);
        string state = ProgressText.State(progress);
        string[] forms = [$"{ProgressText.Activity(progress)}: {state}", state, ProgressText.ShortState(progress)];
        line.Add(new Segment(forms.FirstOrDefault(form => Cells(form) <= left) ?? Cut(forms[^1], left)));
        return _console.ToAnsi(new Line(line));
    }

    private IEnumerable<Segment> Head(ProgressEvent progress, int width)
    {
        if (progress.Position.Fraction is not { } fraction)
        {
            yield break;
        }

        if (width >= WidthOfBar)
        {
            foreach (Segment segment in Bar(fraction, width >= WidthOfLongBar ? LongBar : ShortBar))
            {
                yield return segment;
            }

            yield return new Segment(" ");
        }

        yield return new Segment(string.Create(CultureInfo.InvariantCulture, $"{(int)(fraction * 100),3}% "));
        if (progress.TimeLeft is { } time && fraction < 1)
        {
            yield return new Segment($"{ProgressText.Time(time)} ", TimeStyle);
        }
    }

    private IEnumerable<Segment> Bar(double fraction, int width)
    {
        var options = RenderOptions.Create(_console);
        var task = new ProgressTask(0, "progress", maxValue: 1) { Value = fraction };
        return new ProgressBarColumn { Width = width }.Render(options, task, TimeSpan.Zero).Render(options, width);
    }

    // A text element is cut off whole: what it is made of may be an accent or half of a surrogate pair.
    private string Cut(string text, int width)
    {
        string end = _console.Profile.Capabilities.Unicode ? "…" : "~";
        var kept = new StringBuilder();
        int cells = end.Length;
        foreach (string element in Elements(text))
        {
            cells += Cells(element);
            if (cells > width)
            {
                break;
            }

            kept.Append(element);
        }

        return width < end.Length ? "" : kept.Append(end).ToString();
    }

    private static IEnumerable<string> Elements(string text)
    {
        for (TextElementEnumerator element = StringInfo.GetTextElementEnumerator(text); element.MoveNext();)
        {
            yield return element.GetTextElement();
        }
    }

    private static int Cells(string text) => new Segment(text).CellCount();

    private sealed class Line(IEnumerable<Segment> segments) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}
