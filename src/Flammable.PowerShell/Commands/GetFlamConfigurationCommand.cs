using System.Management.Automation;

namespace Flammable.Commands;

/// <summary>Emits the settings in force, with where they come from.</summary>
[Cmdlet(VerbsCommon.Get, "FlamConfiguration")]
[OutputType(typeof(Configuration))]
public sealed class GetFlamConfigurationCommand : FlamCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(AskOrEnd(Configuration.Load));
}
