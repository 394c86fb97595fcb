using System.Management.Automation;
using Flammable.Lifecycle;

namespace Flammable.Commands;

/// <summary>Moves the library to another folder, and the configuration with it.</summary>
[Cmdlet(VerbsCommon.Move, "FlamLibrary", SupportsShouldProcess = true)]
[OutputType(typeof(LibraryMove))]
public sealed class MoveFlamLibraryCommand : FlamCommand
{
    /// <summary>The new folder, which does not exist or is empty, by exactly this name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string destination = AskOrEnd(() => Paths.ToFile(Destination));
        if (ShouldProcess(Library.Folder, $"Move to '{destination}'")
            && TryAsk(destination, () => Library.Move(destination, StopToken), out var move))
        {
            if (move.IsNamedByEnvironment)
            {
                WriteWarning($"$env:FLAMMABLE_LIBRARY still names the old folder '{move.Source}'; set it to '{move.Destination}'.");
            }

            WriteObject(move);
        }
    }
}
