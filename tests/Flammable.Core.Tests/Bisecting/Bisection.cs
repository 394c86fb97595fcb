using System.Globalization;
using Flammable.Bisecting;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Bisecting;

/// <summary>An experiment whose commits tell an accuracy that is written in their code, and how often each was trained.</summary>
public sealed class Bisection : IDisposable
{
    public Bisection() => File.WriteAllText(TrainedFile, "");

    public Experimenting Experiment { get; } = new();

    /// <summary>The values of all trainings since the last <see cref="ForgetTrainings"/>, in order.</summary>
    public string[] Trained => File.ReadAllLines(TrainedFile);

    /// <summary>The full path of the file with those values.</summary>
    public string TrainedFile => Path.Combine(Experiment.Root, "trained.txt");

    /// <summary>The source text of a task that tells an accuracy in training or test.</summary>
    /// <param name="accuracy">The accuracy, or an expression.</param>
    /// <param name="where">Before the value is told in the training.</param>
    public string Code(string accuracy, string where = "") => TaskCode.Task(
        $$"""
            [Hyperparameter] public double Shift { get; set; }

            public override void Train()
            {
                File.AppendAllText(@"{{TrainedFile}}", "{{accuracy}}\n");
                {{where}}
                Snapshot.Train.Append("value", {{accuracy}} + Shift);
                Snapshot.SaveModel("model.txt", stream => stream.WriteByte(1));
            }

            public override void Test()
            {
                using var model = Snapshot.OpenModel();
                Snapshot.Test.Store("accuracy", {{accuracy}});
            }
        """,
        "AccuracyTask");

    /// <summary>Writes the task.</summary>
    public void Write(string accuracy, string where = "") => Experiment.Write("Task.cs", Code(accuracy, where));

    /// <summary>Writes the task and commits it by hand, as commit number <paramref name="number"/>.</summary>
    public string Commit(int number, string accuracy, string where = "")
    {
        Write(accuracy, where);
        Experiment.Write("number.txt", number.ToString(CultureInfo.InvariantCulture));
        Experiment.Folder.CommitAll($"commit {number}");
        return Experiment.Folder.Git("rev-parse", "HEAD");
    }

    /// <summary>Commits eight versions of which the first and the last are trained; from <paramref name="firstBad"/> on, the accuracy is 0.5.</summary>
    public string[] CommitEight(int firstBad, Func<int, string>? where = null)
    {
        var commits = new List<string>();
        for (int number = 1; number <= 8; number++)
        {
            commits.Add(Commit(number, number < firstBad ? "0.95" : "0.5", where?.Invoke(number) ?? ""));
            if (number is 1 or 8)
            {
                Experiment.Train();
            }
        }

        ForgetTrainings();
        return [.. commits];
    }

    public void ForgetTrainings() => File.WriteAllText(TrainedFile, "");

    public Regression Find(
        string metric = "value", double? below = 0.9, double? above = null, Snapshot? good = null, Snapshot? bad = null,
        IProgress<RunEvent>? events = null, CancellationToken? cancellation = null) =>
        Experiment.Library.FindRegression(
            new RegressionRequest(metric) { Below = below, Above = above, Good = good, Bad = bad, Path = Experiment.Folder },
            events ?? Experiment.Events,
            cancellation ?? TestContext.Current.CancellationToken);

    public void Dispose() => Experiment.Dispose();
}
