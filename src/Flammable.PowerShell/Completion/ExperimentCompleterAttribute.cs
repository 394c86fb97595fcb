using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the names of experiments.</summary>
public sealed class ExperimentCompleterAttribute() : ArgumentCompleterAttribute(typeof(ExperimentCompleter));
