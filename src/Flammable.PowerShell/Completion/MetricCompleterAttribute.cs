using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the names of metrics.</summary>
public sealed class MetricCompleterAttribute() : ArgumentCompleterAttribute(typeof(MetricCompleter));
