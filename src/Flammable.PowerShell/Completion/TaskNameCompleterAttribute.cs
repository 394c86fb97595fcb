using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the names of task classes.</summary>
public sealed class TaskNameCompleterAttribute() : ArgumentCompleterAttribute(typeof(TaskNameCompleter));
