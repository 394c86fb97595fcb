using Flammable.Cli.Running;
using Flammable.Execution;
using Spectre.Console;

namespace Flammable.Cli.Printing;

/// <summary>Tasks, each with what it can do and a table of its hyperparameters.</summary>
internal static class TaskView
{
    public static void Print(IEnumerable<TaskDescription> tasks, Terminal terminal)
    {
        bool isFirst = true;
        foreach (TaskDescription task in tasks)
        {
            if (!isFirst)
            {
                terminal.Output.WriteLine();
            }

            isFirst = false;
            new PropertyGrid()
                .Add("Task", task.FullName)
                .Add("Can", string.Join(", ", task.Methods))
                .Add("Path", task.Path)
                .Print(terminal);
            if (task.Hyperparameters.Count > 0)
            {
                terminal.Output.WriteLine();
                PrintHyperparameters(task, terminal);
            }
        }
    }

    private static void PrintHyperparameters(TaskDescription task, Terminal terminal)
    {
        Table table = TableConsole.NewTable(["Hyperparameter", "Type", "Default"], ["Limits", "Description"]);
        foreach (HyperparameterDescription one in task.Hyperparameters)
        {
            table.AddRow(
                new Text(one.Name),
                new Text(one.Type),
                new Text(SnapshotText.Value(one.Default)),
                new Text(one.Limits),
                new Text(one.Description ?? ""));
        }

        TableConsole.Print(table, terminal);
    }
}
