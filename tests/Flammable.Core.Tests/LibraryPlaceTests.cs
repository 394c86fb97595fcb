using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests;

public sealed class LibraryPlaceTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_library_that_does_not_exist_is_made_by_the_first_training()
    {
        var library = Library.Open(Path.Combine(_experiment.Root, "not", "yet", "there"));

        Assert.False(Directory.Exists(library.Folder));
        Assert.NotNull(Train(library));
        Assert.Single(library.GetSnapshots());
    }

    [Fact]
    public void A_library_that_is_a_file_is_refused()
    {
        string file = _experiment.Write("file", "");

        Assert.Equal(StoreProblem.Misplaced, Assert.Throws<SnapshotStoreException>(() => Library.Open(file)).Problem);
    }

    [Fact]
    public void A_library_whose_parent_is_a_file_cannot_be_written()
    {
        string file = Path.Combine(_experiment.Root, "file");
        File.WriteAllText(file, "");

        AssertRefused(Path.Combine(file, "library"), StoreProblem.NotWritable);
    }

    [Theory]
    [InlineData("Experiment/library")]
    [InlineData("Experiment")]
    [InlineData("Experiment/deep/inside")]
    public void A_library_inside_the_experiment_is_refused(string folder) =>
        AssertRefused(Path.Combine(_experiment.Root, folder), StoreProblem.Misplaced);

    [Fact]
    public void An_experiment_inside_the_library_is_refused() => AssertRefused(_experiment.Root, StoreProblem.Misplaced);

    [Fact]
    public void A_library_that_lies_inside_the_experiment_behind_a_link_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets no ordinary user make symbolic links.");
        string real = Path.Combine(_experiment.Folder, "library");
        Directory.CreateDirectory(real);
        string link = Path.Combine(_experiment.Root, "link");
        Directory.CreateSymbolicLink(link, real);

        AssertRefused(link, StoreProblem.Misplaced);
        Assert.Empty(Directory.EnumerateFileSystemEntries(real));
    }

    [Fact]
    public void A_library_beside_the_experiment_with_a_name_that_begins_the_same_is_no_trouble() =>
        Assert.NotNull(Train(Library.Open(_experiment.Folder + "-library")));

    [Fact]
    public void A_library_named_with_a_slash_at_its_end_is_the_same()
    {
        _experiment.Train();

        Assert.Single(Library.Open(_experiment.Library.Folder + "/").GetSnapshots());
        Assert.Equal(_experiment.Library.Folder, Library.Open(_experiment.Library.Folder + "/").Folder);
    }

    private static object? Train(Library library, string folder) =>
        library.Train(new TrainRequest(folder), cancellation: TestContext.Current.CancellationToken);

    private object? Train(Library library) => Train(library, _experiment.Folder);

    private void AssertRefused(string folder, StoreProblem problem)
    {
        string before = Contents();

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => Train(Library.Open(folder)));

        Assert.Equal(problem, error.Problem);
        Assert.Equal(before, Contents());
    }

    private string Contents() => string.Join(
        '\n', Directory.EnumerateFileSystemEntries(_experiment.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
}
