using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the tags of snapshots.</summary>
public sealed class TagCompleterAttribute() : ArgumentCompleterAttribute(typeof(TagCompleter));
