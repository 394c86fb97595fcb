using Flammable.Bisecting;
using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Bisecting;

/// <summary>Searches that were stopped, and what they leave for the next one.</summary>
public sealed class StoppedSearchTests : IDisposable
{
    private readonly Bisection _bisection = new();

    private Experimenting Experiment => _bisection.Experiment;

    public void Dispose() => _bisection.Dispose();

    [Fact]
    public void A_search_that_was_stopped_goes_on_without_training_anything_twice()
    {
        _bisection.CommitEight(4);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => _bisection.Find(events: new StopAt("Step 2", stop), cancellation: stop.Token));
        string[] before = _bisection.Trained;
        Regression regression = _bisection.Find();

        Assert.Single(before);
        Assert.Equal("commit 4", regression.FirstBad!.Message);
        Assert.Equal(regression.Steps.Count(step => step.Source == ExaminationSource.Trained), _bisection.Trained.Length);
    }

    [Fact]
    public void A_search_that_was_killed_in_a_training_goes_on_at_its_checkpoint()
    {
        _bisection.CommitEight(4, _ => $$"""
            if (Run.OpenCheckpoint() is null) Run.SaveCheckpoint(stream => stream.WriteByte(1));
            else Snapshot.Train.Append("resumed", 1);
            if (Environment.GetEnvironmentVariable("FLAM_TEST_ARGUMENT") is not null && File.ReadAllLines(@"{{_bisection.TrainedFile}}").Length == 2)
                System.Diagnostics.Process.GetCurrentProcess().Kill();
            """);

        using (ChildProcess child = ChildProcess.Start<StoppedSearchTests>(nameof(Child_that_is_killed), $"{Experiment.Library.Folder}|{Experiment.Folder}"))
        {
            child.WaitForExit();
        }

        int before = _bisection.Trained.Length;
        Regression regression = _bisection.Find();

        Assert.Equal((2, "commit 4"), (before, regression.FirstBad!.Message));
        // The one that was killed has begun twice.
        Assert.Equal(regression.Steps.Count(step => step.Source == ExaminationSource.Trained) + 1, _bisection.Trained.Length);
        Assert.Contains(
            Directory.EnumerateFiles(Path.Combine(Experiment.Library.Folder, ".cache", "bisect"), "snapshot.json", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("\"resumed\"", StringComparison.Ordinal));
    }

    [Fact(Explicit = true)]
    public void Child_that_is_killed()
    {
        string[] given = ChildProcess.Given.Split('|');
        Library.Open(given[0]).FindRegression(
            new RegressionRequest("value") { Below = 0.9, Path = given[1] }, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_finished_search_keeps_its_results_and_no_more_and_serves_the_next_one()
    {
        _bisection.CommitEight(4);
        Regression first = _bisection.Find();
        _bisection.ForgetTrainings();

        Regression second = _bisection.Find(below: 0.8);

        Assert.Equal(first.FirstBad, second.FirstBad);
        Assert.Empty(_bisection.Trained);
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Experiment.Library.Folder, ".cache", "bisect"), "*", SearchOption.AllDirectories),
            file => Assert.Equal("snapshot.json", Path.GetFileName(file)));
    }

    private sealed class StopAt(string step, CancellationTokenSource stop) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent told && told.Message.StartsWith(step, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
