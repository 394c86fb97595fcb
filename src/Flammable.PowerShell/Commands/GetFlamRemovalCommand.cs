using System.Management.Automation;
using Flammable.Lifecycle;

namespace Flammable.Commands;

/// <summary>Lists what lies in the library's trash, the newest removal first.</summary>
[Cmdlet(VerbsCommon.Get, "FlamRemoval")]
[OutputType(typeof(Removal))]
public sealed class GetFlamRemovalCommand : FlamCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (TryAsk(Library.Folder, Library.GetRemovals, out var removals))
        {
            WriteObject(removals, enumerateCollection: true);
        }
    }
}
