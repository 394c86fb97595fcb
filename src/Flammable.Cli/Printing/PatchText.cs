using Flammable.Cli.Running;
using Flammable.Comparing;

namespace Flammable.Cli.Printing;

/// <summary>A patch as it is, with git's colours on a terminal that takes them.</summary>
internal static class PatchText
{
    private const string Reset = "\e[0m";

    public static void Print(string patch, Terminal terminal)
    {
        if (!terminal.HasColors)
        {
            terminal.Output.Write(patch);
            return;
        }

        foreach (PatchLine line in PatchLine.Of(patch))
        {
            terminal.Output.Write(Color(line.Kind) is { } color ? $"{color}{line.Text}{Reset}\n" : $"{line.Text}\n");
        }
    }

    private static string? Color(PatchLineKind kind) => kind switch
    {
        PatchLineKind.Header => "\e[1m",
        PatchLineKind.Place => "\e[36m",
        PatchLineKind.Added => "\e[32m",
        PatchLineKind.Removed => "\e[31m",
        _ => null,
    };
}
