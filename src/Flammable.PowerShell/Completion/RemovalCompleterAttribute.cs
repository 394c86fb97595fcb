using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the ids of removals.</summary>
public sealed class RemovalCompleterAttribute() : ArgumentCompleterAttribute(typeof(RemovalCompleter));
