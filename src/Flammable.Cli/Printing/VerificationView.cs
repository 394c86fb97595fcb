using Flammable.Cli.Running;
using Flammable.Verifying;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>A verification as a table, one item a row, and one sentence.</summary>
internal static class VerificationView
{
    public static void Print(Verification verification, Terminal terminal)
    {
        Table table = TableConsole.NewTable(["Part", "Item", "Same"], ["Snapshot", "Now", "Message"]);
        foreach (VerifiedItem item in verification.Items)
        {
            table.AddRow(
                new Text(item.Part.ToString()),
                new Text(item.Item),
                new Text(item.IsSame switch { true => "yes", false => "no", null => "?" }, item.IsSame == false ? new Style(Color.Red) : null),
                new Text(Short(item.Expected)),
                new Text(item.IsSame == true ? "" : Short(item.Actual)),
                new Text(item.Message ?? ""));
        }

        TableConsole.Print(table, terminal);
        int different = verification.Items.Count(item => item.IsSame == false);
        terminal.Output.WriteLine((verification.IsReproduced, different) switch
        {
            (true, 0) => $"Reproduced {verification.Snapshot}: all is the same.",
            (true, _) => $"Reproduced {verification.Snapshot}: series and models are the same, though {different} of {verification.Items.Count} items differ.",
            _ => $"Not reproduced {verification.Snapshot}: {different} of {verification.Items.Count} items differ.",
        });
    }

    // A commit's hash would take the place of all that is worth reading.
    private static string Short(string? text) => text is { Length: 40 } hash && hash.All(char.IsAsciiHexDigitLower) ? hash[..7] : text ?? "";
}
