using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class TaskVersionsTests
{
    [Fact]
    public void Two_versions_of_one_class_live_side_by_side()
    {
        using var experiment = new Experimenting();
        Snapshot first = experiment.Train()!;
        experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot second = experiment.Train()!;
        string input = experiment.Write("in.txt", "v");

        using EvalSession old = Open(experiment, first);
        using EvalSession current = Open(experiment, second);

        Assert.Equal(["v1", "v2", "v1"], new[] { old, current, old }.Select(session => Eval(experiment, session, input)));
    }

    [Fact]
    public void Statics_of_a_task_do_not_outlive_its_run()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """private static int _runs; public override void Train() => Snapshot.Train.Append("runs", ++_runs);""", "Static"));

        Assert.Equal(1, experiment.Train()!.Train["runs"].Last);
        Assert.Equal(1, experiment.Train(TrainMode.Force)!.Train["runs"].Last);
    }

    [Fact]
    public void Snapshot_runs_its_own_code_when_the_users_folder_is_gone()
    {
        using var experiment = new Experimenting();
        Snapshot snapshot = experiment.Train()!;
        Directory.Delete(experiment.Folder, recursive: true);

        Snapshot tested = experiment.Library.Test(new TestRequest { Snapshot = snapshot }, experiment.Events, TestContext.Current.CancellationToken);

        Assert.Equal(1, tested.Test["number"].Last);
        Assert.False(Directory.Exists(experiment.Folder));
    }

    [Fact]
    public void File_that_is_edited_while_the_task_runs_belongs_to_the_next_snapshot()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train() { File.AppendAllText(Run.UseData("Task.cs"), "//" + " edited"); Snapshot.Train.Append("n", 1); }
                public override void Test() => Snapshot.Test.Store("n", 1);
            """,
            "Editing"));

        Snapshot snapshot = experiment.Train()!;

        Assert.DoesNotContain("// edited", experiment.Folder.Git("show", $"{snapshot.Commit}:Task.cs"), StringComparison.Ordinal);
        Assert.Throws<Flammable.Errors.CodeChangedException>(() => experiment.Test());
        Assert.True(experiment.Test(ignore: true).IsTested);
    }

    private static EvalSession Open(Experimenting experiment, Snapshot snapshot) =>
        experiment.Library.OpenEval(new EvalRequest { Snapshot = snapshot }, null, TestContext.Current.CancellationToken);

    private static string Eval(Experimenting experiment, EvalSession session, string input)
    {
        string output = Path.Combine(experiment.Root, "out.txt");
        session.Eval(input, output, null, TestContext.Current.CancellationToken);
        return File.ReadAllText(output);
    }
}
