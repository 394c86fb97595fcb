using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class EvalRulesTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Eval_answers_with_the_last_snapshot()
    {
        _experiment.Train();

        Assert.Equal("in1", Evaluate(new EvalRequest { Path = _experiment.Folder }));
    }

    [Fact]
    public void Eval_refuses_when_there_is_no_snapshot_yet() =>
        Assert.Equal(
            SnapshotStateProblem.NoSnapshot,
            Assert.Throws<SnapshotStateException>(() => Evaluate(new EvalRequest { Path = _experiment.Folder })).Problem);

    [Fact]
    public void Eval_refuses_changed_code_and_names_the_files()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        CodeChangedException error = Assert.Throws<CodeChangedException>(() => Evaluate(new EvalRequest { Path = _experiment.Folder }));

        Assert.Equal(["Task.cs"], error.Files);
    }

    [Fact]
    public void Ignore_evaluates_with_the_last_snapshots_own_code()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Assert.Equal("in1", Evaluate(new EvalRequest { Path = _experiment.Folder, Ignore = true }));
    }

    [Fact]
    public void Eval_refuses_a_snapshot_whose_training_failed()
    {
        _experiment.Write("Task.cs", TaskCode.Training("throw new InvalidOperationException();"));
        Assert.Throws<TaskFailedException>(() => _experiment.Train());

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => Evaluate(new EvalRequest { Path = _experiment.Folder }));

        Assert.Equal(SnapshotStateProblem.NotTrained, error.Problem);
    }

    [Fact]
    public void Two_versions_of_one_task_evaluate_side_by_side()
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot second = _experiment.Train()!;
        string input = Path.Combine(_experiment.Root, "in.txt");
        File.WriteAllText(input, "");

        using EvalSession old = Open(new EvalRequest { Snapshot = first });
        using EvalSession now = Open(new EvalRequest { Snapshot = second });
        foreach ((EvalSession session, string expected) in new[] { (old, "1"), (now, "2"), (old, "1") })
        {
            string output = Path.Combine(_experiment.Root, "out.txt");
            session.Eval(input, output, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(expected, File.ReadAllText(output));
        }
    }

    private EvalSession Open(EvalRequest request) =>
        _experiment.Library.OpenEval(request, cancellation: TestContext.Current.CancellationToken);

    private string Evaluate(EvalRequest request)
    {
        string input = Path.Combine(_experiment.Root, "in.txt");
        string output = Path.Combine(_experiment.Root, "out.txt");
        File.WriteAllText(input, "in");
        using EvalSession session = Open(request);
        session.Eval(input, output, cancellation: TestContext.Current.CancellationToken);
        return File.ReadAllText(output);
    }
}
