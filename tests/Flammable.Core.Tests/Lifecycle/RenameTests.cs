using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Lifecycle;

public sealed class RenameTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private Library Library => _experiment.Library;

    [Fact]
    public void Ids_and_links_stay_valid()
    {
        Snapshot snapshot = _experiment.Train()!;
        Experiment before = Library.GetExperiments().Single();

        Experiment after = Library.Rename(before, "New name", Token);

        Assert.Equal(("New name", before.Id, 1), (after.Name, after.Id, after.SnapshotCount));
        Assert.Equal("New name", Library.GetSnapshot(snapshot.Id).Experiment);
        Assert.Equal("New name", Library.GetStatus(_experiment.Folder, Token).Experiment);
        Assert.Equal("New name", _experiment.Train(TrainMode.Force)!.Experiment);
        Assert.Contains("\"New name\"", File.ReadAllText(Path.Combine(_experiment.Folder, ".flammable", "experiment.json")), StringComparison.Ordinal);
        Assert.Contains("\"New name\"", File.ReadAllText(Path.Combine(after.Path, "experiment.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_renaming_leaves_a_library_in_order()
    {
        Snapshot snapshot = _experiment.Train()!;

        Directory.Move(Path.Combine(Library.Folder, "Experiment"), Path.Combine(Library.Folder, "Other"));

        Assert.Equal("Other", Library.GetStatus(_experiment.Folder, Token).Experiment);
        Assert.Equal("Other", Library.GetSnapshot(snapshot.Id).Experiment);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    public void A_name_that_no_folder_can_have_is_refused(string name)
    {
        _experiment.Train();

        Assert.Equal("newName", Assert.Throws<ArgumentException>(() => Library.Rename(Library.GetExperiments().Single(), name, Token)).ParamName);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        _experiment.Train();
        Experiment experiment = Library.GetExperiments().Single();
        Directory.CreateDirectory(Path.Combine(_experiment.Root, "Taken"));
        Library.AddExperiment(Path.Combine(_experiment.Root, "Taken"));

        Assert.Equal("Taken", Assert.Throws<ExperimentExistsException>(() => Library.Rename(experiment, "Taken", Token)).Name);
        Assert.Throws<ExperimentExistsException>(() => Library.Rename(experiment, "Experiment", Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
