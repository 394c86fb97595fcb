using Flammable.Execution;

namespace Flammable.Cli.Running;

/// <summary>One line at the bottom of a terminal, drawn over again and again.</summary>
/// <remarks>
/// It uses carriage returns and blanks alone. Spectre's live views hide the cursor, which a killed process does not bring
/// back, reformat what a task prints above them, and cost a tenth of a second of start-up.
/// </remarks>
internal sealed class ProgressLine(TextWriter error) : IProgressView
{
    private const int WidthWhereUnknown = 79;

    private int _drawn;

    public void Show(ProgressEvent progress)
    {
        string text = ProgressText.Of(progress, withBar: true);
        int width = Console.WindowWidth > 1 ? Console.WindowWidth - 1 : WidthWhereUnknown;
        if (text.Length > width)
        {
            text = text[..width];
        }

        error.Write($"\r{text.PadRight(Math.Min(_drawn, width))}");
        _drawn = text.Length;
    }

    public void Hide()
    {
        if (_drawn > 0)
        {
            error.Write($"\r{new string(' ', _drawn)}\r");
            _drawn = 0;
        }
    }
}
