using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Tests.Fixtures;

/// <summary>What <see cref="OtherProcess"/> runs: no test, but a training that tells how it went.</summary>
public sealed class TrainingElsewhere
{
    [Fact(Explicit = true)]
    public void Train_the_folder_that_the_environment_names()
    {
        string? folder = Environment.GetEnvironmentVariable(OtherProcess.FolderVariable);
        Assert.SkipWhen(folder is null, "Run by other tests only.");
        var events = new RecordedEvents();
        try
        {
            Snapshot? snapshot = Library.Open(Environment.GetEnvironmentVariable(OtherProcess.LibraryVariable))
                .Train(new TrainRequest(folder) { Mode = TrainMode.Force }, events, TestContext.Current.CancellationToken);
            Console.WriteLine($"[trained {snapshot}]");
        }
        catch (RepositoryException error)
        {
            Console.WriteLine($"[repository {error.Problem}] {error.Message}");
        }
        catch (SnapshotStoreException error)
        {
            Console.WriteLine($"[store {error.Problem}] {error.Message}");
        }

        foreach (string warning in events.Warnings)
        {
            Console.WriteLine($"[warning {warning}]");
        }
    }
}
