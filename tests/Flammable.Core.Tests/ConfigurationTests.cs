using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests;

/// <summary>Settings come from the process's environment, so that each rule is looked at in a process of its own.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Environment_wins_over_the_users_file()
    {
        WriteFile("""{ "library": "/of/the/user" }""");

        InChild(nameof(Child_sees_the_library), $"{_folder.At("env")}|Environment", _folder.At("env"));
    }

    [Fact]
    public void Users_file_wins_over_the_default()
    {
        WriteFile($$"""{ "library": "{{_folder.At("user")}}/" }""");

        InChild(nameof(Child_sees_the_library), $"{_folder.At("user")}|User");
    }

    [Fact]
    public void Default_lies_in_the_platforms_data_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the platform's folders are set by environment variables on Linux alone");

        InChild(nameof(Child_sees_the_library), $"{_folder.At("data", "flammable", "library")}|Default");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"library\": ")]
    [InlineData("[1]")]
    [InlineData("{ \"library\": \"a\", \"library\": \"b\" }")]
    public void Damaged_file_is_named_and_left_as_it_is(string content)
    {
        string path = WriteFile(content);

        InChild(nameof(Child_finds_the_file_damaged), path);
        InChild(nameof(Child_saves_in_vain), path);

        Assert.Equal(content, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("{ \"library\": 5 }")]
    [InlineData("{ \"commit_mode\": \"sideways\" }")]
    [InlineData("{ \"commit_mode\": \"5\" }")]
    [InlineData("{ \"commit_mode\": \"Branch,Detached\" }")]
    public void Setting_that_is_wrong_is_an_error_that_names_the_file(string content) =>
        InChild(nameof(Child_finds_the_file_damaged), WriteFile(content));

    [Fact]
    public void Save_keeps_what_it_does_not_know()
    {
        string path = WriteFile("""{ "editor": { "name": "vi" }, "library": "/old" }""");

        InChild(nameof(Child_saves), _folder.At("new"));

        JsonNode file = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal("""{"name":"vi"}""", file["editor"]!.ToJsonString());
        Assert.Equal(_folder.At("new"), file["library"]!.GetValue<string>());
        Assert.Equal("Detached", file["commit_mode"]!.GetValue<string>());
    }

    [Fact]
    public void Save_makes_the_file_and_takes_settings_out_again() => InChild(nameof(Child_saves_and_clears), _folder.At("new"));

    [Fact(Explicit = true)]
    public void Child_sees_the_library()
    {
        Configuration configuration = Configuration.Load();

        Assert.Equal(ChildProcess.Given, $"{configuration.Library}|{configuration.LibrarySource}");
        Assert.Equal(configuration.Library, Library.Open().Folder);
        Assert.False(Directory.Exists(configuration.Library));
    }

    [Fact(Explicit = true)]
    public void Child_finds_the_file_damaged()
    {
        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(Configuration.Load);

        Assert.Equal((ChildProcess.Given, StoreProblem.Damaged), (error.Path, error.Problem));
        Assert.Contains(ChildProcess.Given, error.Message, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Child_saves_in_vain() =>
        Assert.Equal(ChildProcess.Given, Assert.Throws<SnapshotStoreException>(() => Configuration.Save(commitMode: CommitMode.Branch)).Path);

    [Fact(Explicit = true)]
    public void Child_saves()
    {
        Configuration saved = Configuration.Save(ChildProcess.Given, CommitMode.Detached);

        Assert.Equal((ChildProcess.Given, CommitMode.Detached), (saved.Library, saved.CommitMode));
    }

    [Fact(Explicit = true)]
    public void Child_saves_and_clears()
    {
        Assert.Null(Configuration.Load().CommitMode);
        Configuration.Save(ChildProcess.Given, CommitMode.Branch);

        Configuration cleared = Configuration.Save("", clearCommitMode: true);

        Assert.Equal((ConfigurationSource.Default, null), (cleared.LibrarySource, cleared.CommitMode));
        Assert.Equal("{}", File.ReadAllText(cleared.Path));
    }

    private string WriteFile(string content) => _folder.Write(Path.Combine("config", "flammable", "config.json"), content);

    private void InChild(string method, string argument, string? library = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the platform's folders are set by environment variables on Unix alone");
        ChildProcess.Run<ConfigurationTests>(
            method,
            argument,
            ("FLAMMABLE_LIBRARY", library),
            ("XDG_CONFIG_HOME", _folder.At("config")),
            ("XDG_DATA_HOME", _folder.At("data")));
    }
}
