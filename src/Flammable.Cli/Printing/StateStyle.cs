using Flammable.Snapshots;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>The colour of a snapshot's state.</summary>
internal static class StateStyle
{
    public static Style Of(SnapshotState state) => state switch
    {
        SnapshotState.Trained => new Style(Color.Green),
        SnapshotState.Failed => new Style(Color.Red),
        SnapshotState.Interrupted => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
