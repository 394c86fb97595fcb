using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("My Experiment")]
    [InlineData("[brackets] {braces}")]
    [InlineData("Größe 実験 Ω")]
    [InlineData(".hidden")]
    [InlineData("-dash")]
    [InlineData("a'b&c;d$e")]
    [InlineData("100%")]
    [InlineData("e\u0301")]
    [InlineData("star*")]
    [InlineData("repo.git")]
    public void A_folder_of_any_name_is_trained_and_tested(string name)
    {
        using var experiment = new Experimenting($"some where/{name}");

        Snapshot snapshot = experiment.Train()!;
        experiment.Test();

        Assert.Null(experiment.Train());
        Assert.Equal(snapshot.Name, experiment.Library.GetSnapshot(snapshot.Id, snapshot.Experiment).Name);
        Assert.Single(experiment.Library.GetExperiments());
    }

    [Theory]
    [InlineData(CommitMode.Branch)]
    [InlineData(CommitMode.Detached)]
    public void Files_of_any_name_are_captured_and_seen_when_they_change(CommitMode mode)
    {
        string[] names = ["a b", "[1]", "ä", "実", "*.txt", "?x", ".dot", "-rf", "#hash", "!bang", "q'q", "e\u0301", ":(glob)x", "back\\slash"];
        using var experiment = new Experimenting("mono/[a] b");
        Path.Combine(experiment.Root, "mono").Git("init", "--quiet");
        foreach (string name in names)
        {
            experiment.Write(name, "1");
            experiment.Write($"in {name}/{name}", "1");
        }

        experiment.Train(commitMode: mode);
        Assert.Empty(Changes(experiment));
        foreach (string name in names)
        {
            experiment.Write($"in {name}/{name}", "2");
        }

        Assert.Equal(names.Select(name => $"in {name}/{name}").Order(StringComparer.Ordinal), Changes(experiment));
        Assert.NotNull(experiment.Train(commitMode: mode));
        Assert.Empty(Changes(experiment));
    }

    private static IEnumerable<string> Changes(Experimenting experiment) =>
        experiment.Library.GetStatus(experiment.Folder, TestContext.Current.CancellationToken)
            .ChangedFiles.Select(file => file.Path).Order(StringComparer.Ordinal);
}
