using System.Globalization;
using Flammable.Cli.Running;
using Flammable.Restoring;

namespace Flammable.Cli.Printing;

/// <summary>What was restored, as a line, with what else there is to know on standard error.</summary>
internal static class RestoredText
{
    public static void Print(RestoredSnapshot restored, Terminal terminal)
    {
        foreach (string warning in restored.Warnings)
        {
            terminal.Error.WriteLine($"flam: {warning}");
        }

        terminal.Output.WriteLine(restored.Branch is { } branch
            ? $"Branch '{branch}' of '{restored.Path}' is at commit {restored.Snapshot.ShortCommit} of {restored.Snapshot}"
            : string.Create(CultureInfo.InvariantCulture, $"Restored {restored.Snapshot} to '{restored.Path}': {restored.FileCount} {(restored.FileCount == 1 ? "file" : "files")}"));
    }
}
