using System.Globalization;
using System.Management.Automation;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Deletes for good what was removed and what no snapshot needs any more, and emits what was freed of each kind.</summary>
[Cmdlet(VerbsCommon.Clear, "FlamLibrary", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Reclaimable))]
public sealed class ClearFlamLibraryCommand : FlamCommand
{
    private const int MostDays = 36_500;

    /// <summary>How many days ago something must have been removed to be deleted. The default is any time.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, MostDays)]
    public double? OlderThan { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TimeSpan? age = OlderThan is { } days ? TimeSpan.FromDays(days) : null;
        if (!TryAsk(Library.Folder, () => Library.PlanClearing(age, StopToken), out var plan))
        {
            return;
        }

        foreach (string skipped in plan.Skipped)
        {
            WriteWarning(skipped);
        }

        if (plan.Totals.Count == 0)
        {
            WriteVerbose($"Nothing in the library '{Library.Folder}' can be freed.");
        }
        else if (ShouldProcess(Library.Folder, $"Delete for good {Describe(plan)}")
            && TryAsk(Library.Folder, () => Library.Clear(plan, StopToken), out var freed))
        {
            WriteObject(freed, enumerateCollection: true);
        }
    }

    private static string Describe(ClearingPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ByteSize.Text(plan.Bytes)} ({plan.Bytes} bytes; {string.Join(", ", plan.Totals.Select(total => $"{total.Kind} {total.Count}"))})");
}
