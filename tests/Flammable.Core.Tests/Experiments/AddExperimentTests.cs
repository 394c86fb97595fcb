using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class AddExperimentTests : IDisposable
{
    private readonly Experimenting _experiment = new("Model");

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_new_experiment_has_the_folders_name_and_no_snapshots()
    {
        Experiment added = _experiment.Library.AddExperiment(_experiment.Folder);

        Assert.Equal(("Model", _experiment.Folder, 0), (added.Name, added.CodeFolder, added.SnapshotCount));
        Assert.NotEqual(Guid.Empty, added.Id);
        Assert.Equal("Model", _experiment.Train()!.Experiment);
        Assert.Single(_experiment.Library.GetExperiments());
    }

    [Fact]
    public void A_folder_is_one_experiment_only()
    {
        _experiment.Library.AddExperiment(_experiment.Folder, "First");

        ExperimentExistsException error =
            Assert.Throws<ExperimentExistsException>(() => _experiment.Library.AddExperiment(_experiment.Folder, "Second"));

        Assert.Equal("First", error.Name);
    }

    [Fact]
    public void A_name_that_was_asked_for_is_not_numbered()
    {
        _experiment.Library.AddExperiment(_experiment.Folder, "Taken");

        Assert.Throws<ExperimentExistsException>(() => _experiment.Library.AddExperiment(_experiment.AddFolder("Other"), "Taken"));
        Assert.False(Directory.Exists(Path.Combine(_experiment.Root, "Other", ".flammable")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("../out")]
    [InlineData("a\0b")]
    public void A_name_that_is_no_folders_name_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => _experiment.Library.AddExperiment(_experiment.Folder, name));
        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".flammable")));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_refused()
    {
        Assert.Throws<TaskNotFoundException>(() => _experiment.Library.AddExperiment(Path.Combine(_experiment.Root, "missing")));
        Assert.False(Directory.Exists(_experiment.Library.Folder));
    }
}
