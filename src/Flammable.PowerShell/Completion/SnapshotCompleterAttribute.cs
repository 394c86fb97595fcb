using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the ids of snapshots.</summary>
public sealed class SnapshotCompleterAttribute() : ArgumentCompleterAttribute(typeof(SnapshotCompleter));
