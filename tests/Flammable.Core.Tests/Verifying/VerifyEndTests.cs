using Flammable.Execution;
using Flammable.Lifecycle;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Verifying;

/// <summary>What stays of a verification when it has ended, in any way.</summary>
public sealed class VerifyEndTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Library Library => _experiment.Library;

    private string Outside => Path.Combine(_experiment.Root, "outside.txt");

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public async Task Cancelled_verification_leaves_nothing()
    {
        Snapshot snapshot = Train("""if (File.Exists(Outside)) { Console.WriteLine("here"); Run.Cancellation.WaitHandle.WaitOne(); }""");
        File.WriteAllText(Outside, "");
        using var cancellation = new CancellationTokenSource();

        Task run = Task.Run(() => Library.Verify(snapshot, null, _experiment.Events, cancellation.Token), Token);
        Until.True(() => _experiment.Events.Log.Contains("here"), "the training runs");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(Scratch());
        Assert.Equal(SnapshotState.Trained, Library.GetSnapshot(snapshot.Id).State);
    }

    [Fact]
    public void Leftovers_of_a_killed_verification_go_with_the_next_one()
    {
        Snapshot snapshot = TrainAndKillVerification();

        Assert.True(Library.Verify(snapshot, null, null, Token).IsReproduced);
        Assert.Empty(Scratch());
    }

    [Fact]
    public void Leftovers_of_a_killed_verification_go_when_the_cache_is_cleared()
    {
        TrainAndKillVerification();

        Library.Clear(Library.PlanClearing(cancellation: Token), Token);

        Assert.Empty(Scratch());
    }

    [Fact]
    public void Cache_stays_until_a_verification_has_ended()
    {
        Snapshot snapshot = Train("");
        var plans = new List<ClearingPlan>();
        var events = new OnStep("Compare", () => plans.Add(Library.PlanClearing(cancellation: Token)));

        Library.Verify(snapshot, null, events, Token);

        Assert.Contains(".cache", Assert.Single(Assert.Single(plans).Skipped), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Child_verifies()
    {
        string[] given = ChildProcess.Given.Split('|');
        Library library = Library.Open(given[0]);
        library.Verify(library.GetSnapshot(given[1]), null, null, Token);
    }

    private string[] Scratch() => Directory.GetDirectories(Path.Combine(Library.Folder, ".cache", "scratch"));

    private Snapshot TrainAndKillVerification()
    {
        Snapshot snapshot = Train("if (File.Exists(Outside)) Environment.Exit(0);");
        File.WriteAllText(Outside, "");
        using (var child = ChildProcess.Start<VerifyEndTests>(nameof(Child_verifies), $"{Library.Folder}|{snapshot.Id}"))
        {
            child.WaitForExit();
        }

        Assert.Single(Scratch());
        File.Delete(Outside);
        return snapshot;
    }

    private Snapshot Train(string statements)
    {
        _experiment.Write("Task.cs", TaskCode.Training($"string Outside = @\"{Outside}\"; {statements}"));
        return _experiment.Train()!;
    }

    private sealed class OnStep(string step, Action act) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent { Message: var message } && message.StartsWith(step, StringComparison.Ordinal))
            {
                act();
            }
        }
    }
}
