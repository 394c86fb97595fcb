using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class ConfigTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Config_tells_the_library_and_where_it_comes_from()
    {
        JsonNode config = (await _sandbox.RunAsync("config", "--json")).Expect(0).Json;

        Assert.Equal(_sandbox.Library, config["library"]!.GetValue<string>());
        Assert.Equal("environment", config["library_source"]!.GetValue<string>());
        Assert.Null(config["commit_mode"]);
        Assert.StartsWith(_sandbox.Home, config["path"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_set_is_read_by_the_next_command()
    {
        _sandbox.Environment["FLAMMABLE_LIBRARY"] = null;
        (await _sandbox.RunAsync("config", "set", "--library", Path.Combine("..", "mine"), "--commit-mode", "detached")).Expect(0);

        JsonNode config = (await _sandbox.RunAsync("config", "--json")).Expect(0).Json;

        Assert.Equal(Path.GetFullPath(Path.Combine("..", "mine"), _sandbox.Code.Path), config["library"]!.GetValue<string>());
        Assert.Equal("user", config["library_source"]!.GetValue<string>());
        Assert.Equal("detached", config["commit_mode"]!.GetValue<string>());
    }

    [Fact]
    public async Task Config_set_with_auto_takes_the_commit_mode_out()
    {
        (await _sandbox.RunAsync("config", "set", "--commit-mode", "branch")).Expect(0);

        JsonNode config = (await _sandbox.RunAsync("config", "set", "--commit-mode", "auto", "--json")).Expect(0).Json;

        Assert.Null(config["commit_mode"]);
    }

    [Fact]
    public async Task Config_set_with_an_empty_library_takes_it_out()
    {
        _sandbox.Environment["FLAMMABLE_LIBRARY"] = null;
        (await _sandbox.RunAsync("config", "set", "--library", "mine")).Expect(0);

        JsonNode config = (await _sandbox.RunAsync("config", "set", "--library", "", "--json")).Expect(0).Json;

        Assert.Equal("default", config["library_source"]!.GetValue<string>());
        Assert.StartsWith(_sandbox.Home, config["library"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_set_warns_when_the_environment_wins()
    {
        FlamResult result = (await _sandbox.RunAsync("config", "set", "--library", "mine")).Expect(0);

        Assert.Equal("warning: FLAMMABLE_LIBRARY is set, and wins over the configuration.\n", result.Error);
        Assert.Contains(_sandbox.Library, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_set_exits_with_2_when_the_library_is_a_file()
    {
        _sandbox.Code.Write("file", "");

        (await _sandbox.RunAsync("config", "set", "--library", "file")).Expect(2);
    }

    [Fact]
    public async Task Config_shows_the_library_of_the_command_line()
    {
        JsonNode config = (await _sandbox.RunAsync("config", "--library", "here", "--json")).Expect(0).Json;

        Assert.Equal(Path.Combine(_sandbox.Code.Path, "here"), config["library"]!.GetValue<string>());
        Assert.Equal("option", config["library_source"]!.GetValue<string>());
    }

    [Fact]
    public async Task Config_prints_every_setting_with_its_name()
    {
        string output = (await _sandbox.RunAsync("config")).Expect(0).Output;

        Assert.Contains($"Library      {_sandbox.Library} (environment)\nCommit mode  auto\nPath         ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config", "set")]
    [InlineData("config", "set", "--commit-mode", "sideways")]
    public async Task Config_set_exits_with_2_when_it_says_nothing_that_can_be_set(params string[] args) =>
        (await _sandbox.RunAsync(args)).Expect(2);

    [Fact]
    public async Task Config_exits_with_5_when_the_users_file_is_not_what_it_should_be()
    {
        string path = (await _sandbox.RunAsync("config", "--json")).Expect(0).Json["path"]!.GetValue<string>();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{");

        FlamResult result = (await _sandbox.RunAsync("config")).Expect(5);

        Assert.Contains(path, result.Error, StringComparison.Ordinal);
    }
}
