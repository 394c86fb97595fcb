using System.Management.Automation;
using Flammable.Completion;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Commands;

/// <summary>Lists the tasks of files and folders with what they can do and their hyperparameters. Nothing is captured.</summary>
[Cmdlet(VerbsCommon.Get, "FlamTask", DefaultParameterSetName = PathSet)]
[OutputType(typeof(TaskDescription))]
public sealed class GetFlamTaskCommand : TaskFileCommand
{
    /// <summary>The classes, by full or short name. The wildcards * and ? are allowed. The default is all.</summary>
    [Parameter]
    [Alias("TaskName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [TaskNameCompleter]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Library library = Library;
        foreach (string path in ResolvePaths())
        {
            List<FlammableException> failures = [];
            if (RunTask(path, (events, cancellation) => library.GetTasks(path, Name, failures.Add, events, cancellation), out var tasks))
            {
                WriteObject(tasks, enumerateCollection: true);
                failures.ForEach(failure => WriteErrors(failure, path));
            }
        }
    }
}
