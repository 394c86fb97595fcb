using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Cli.Commands;

/// <summary><c>flam tasks</c>: lists the tasks at a path with their hyperparameters. One that cannot be made decides the exit code.</summary>
internal sealed class TasksCommand : SessionCommand
{
    private readonly Argument<string?> _path = TaskArguments.Path();
    private readonly Option<bool> _json = JsonOption.Create("Print JSON.");

    public TasksCommand(Session session)
        : base("tasks", "Lists the tasks of a file or folder with their hyperparameters; captures nothing.", session)
    {
        Arguments.Add(_path);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Terminal terminal = Session.Terminal;
        List<FlammableException> failures = [];
        IReadOnlyList<TaskDescription> tasks;
        using (var reporter = new RunReporter(terminal, terminal.Error, parse.GetValue(Session.Options.Verbose)))
        {
            tasks = OpenLibrary(parse).GetTasks(
                Session.ResolvePath(parse.GetValue(_path)), null, failures.Add, reporter, Session.Cancellation);
        }

        if (parse.GetValue(_json))
        {
            JsonOutput.Write(tasks.Select(TaskJson.ToJson));
        }
        else
        {
            TaskView.Print(tasks, terminal);
        }

        return failures.Select(failure => Failure.Of(failure).Print(terminal.Error)).ToList().FirstOrDefault(ExitCode.Done);
    }
}
