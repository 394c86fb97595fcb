using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam gc</c>: deletes for good what was removed and what no snapshot needs any more.</summary>
internal sealed class ClearCommand : SessionCommand
{
    private readonly Option<int?> _olderThan = new("--older-than")
    {
        Description = "Delete only what was removed that many days ago, or earlier.",
        HelpName = "days",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be deleted, and how many bytes; delete nothing." };
    private readonly Option<bool> _json = JsonOption.Create("Print what was freed, or would be, as JSON.");

    public ClearCommand(Session session)
        : base("gc", "Deletes for good what was removed and what no snapshot needs any more.", session)
    {
        _olderThan.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 36_500)
            {
                result.AddError("--older-than must be a number of days from 0 to 36500.");
            }
        });
        Options.Add(_olderThan);
        Options.Add(_dryRun);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        TimeSpan? age = parse.GetValue(_olderThan) is { } days ? TimeSpan.FromDays(days) : null;
        ClearingPlan plan = library.PlanClearing(age, Session.Cancellation);
        foreach (string skipped in plan.Skipped)
        {
            Session.Terminal.Error.WriteLine($"warning: {skipped}");
        }

        bool isDryRun = parse.GetValue(_dryRun);
        Session.Terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(isDryRun ? "Would free" : "Freeing")} {ByteSize.Text(plan.Bytes)} ({plan.Bytes} bytes) in '{library.Folder}'"));
        Print(isDryRun ? plan.Totals : library.Clear(plan, Session.Cancellation), parse.GetValue(_json));
        return ExitCode.Done;
    }

    private void Print(IReadOnlyList<Reclaimable> totals, bool json)
    {
        if (json)
        {
            JsonOutput.Write(totals.Select(total => new JsonObject
            {
                ["kind"] = total.Kind.ToString().ToLowerInvariant(),
                ["count"] = total.Count,
                ["bytes"] = total.Bytes,
            }));
        }
        else
        {
            ReclaimableTable.Print(totals, Session.Terminal);
        }
    }
}
