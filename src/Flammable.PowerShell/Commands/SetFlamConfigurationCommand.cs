using System.Management.Automation;

namespace Flammable.Commands;

/// <summary>Writes the user's settings.</summary>
[Cmdlet(VerbsCommon.Set, "FlamConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(Configuration))]
public sealed class SetFlamConfigurationCommand : FlamCommand
{
    /// <summary>The library's folder, which need not exist. An empty text goes back to the platform's default.</summary>
    [Parameter(Position = 0)]
    [AllowEmptyString]
    public new string? Library { get; set; }

    /// <summary>Where commits are put: Branch, Detached, or Auto for the default of each folder.</summary>
    [Parameter]
    public CommitModeSetting? CommitMode { get; set; }

    /// <summary>Emit the settings in force afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private CommitMode? Mode => CommitMode switch
    {
        CommitModeSetting.Branch => Flammable.CommitMode.Branch,
        CommitModeSetting.Detached => Flammable.CommitMode.Detached,
        _ => null,
    };

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string? library = string.IsNullOrEmpty(Library) ? Library : AskOrEnd(() => Paths.ToFile(Library));
        if (!ShouldProcess(AskOrEnd(Configuration.Load).Path, "Write the settings"))
        {
            return;
        }

        Configuration saved = AskOrEnd(() => Configuration.Save(library, Mode, CommitMode is CommitModeSetting.Auto));
        if (library is not null && saved.LibrarySource is ConfigurationSource.Environment)
        {
            WriteWarning($"$env:FLAMMABLE_LIBRARY is set and stays in force: '{saved.Library}'.");
        }

        if (PassThru)
        {
            WriteObject(saved);
        }
    }
}
