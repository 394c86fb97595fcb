using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class OtherUserTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public async Task A_repository_of_another_user_is_named_and_left_alone()
    {
        OtherProcess.NeedsRoot();
        _experiment.Folder.CommitAll();
        Run("chown", "-R", $"{OtherProcess.Nobody}", _experiment.Folder);
        string home = Home("");

        AssertTold("[repository ForeignOwner]", await _experiment.TrainElsewhereAsync(_experiment.Folder, home: home));
        Assert.Empty(_experiment.Library.GetExperiments());
    }

    [Fact]
    public async Task A_repository_of_another_user_that_git_was_told_to_trust_is_used()
    {
        OtherProcess.NeedsRoot();
        _experiment.Folder.CommitAll();
        Run("chown", "-R", $"{OtherProcess.Nobody}", _experiment.Folder);
        string home = Home($"[safe]\n\tdirectory = {_experiment.Folder}\n[user]\n\tname = N\n\temail = e@example.org\n");

        AssertTold("[trained Experiment/", await _experiment.TrainElsewhereAsync(_experiment.Folder, home: home));
    }

    [Fact]
    public async Task Without_a_name_in_gits_configuration_a_fallback_signs_and_a_warning_says_so()
    {
        string output = await _experiment.TrainElsewhereAsync(_experiment.Folder, home: Home(""));

        AssertTold("[trained Experiment/", output);
        AssertTold("[warning git's configuration has no user.name", output);
        Assert.Contains(Environment.UserName, _experiment.Folder.Git("log", "-1", "--format=%an %ae %cn"));
    }

    [Fact]
    public async Task A_user_that_the_system_has_no_name_for_can_train()
    {
        OtherProcess.NeedsRoot();
        string home = Home("");
        Run("chown", "-R", $"{OtherProcess.Nobody}", _experiment.Root);

        string output = await _experiment.TrainElsewhereAsync(_experiment.Folder, OtherProcess.Nobody, home);

        AssertTold("[trained Experiment/", output);
        AssertTold("[warning git's configuration has no user.name", output);
    }

    [Fact]
    public async Task A_library_that_may_not_be_written_is_named_and_nothing_is_changed()
    {
        OtherProcess.NeedsRoot();
        string home = Home("");
        Directory.CreateDirectory(_experiment.Library.Folder);
        Run("chown", "-R", $"{OtherProcess.Nobody}", _experiment.Folder, home);
        Run("chmod", "755", _experiment.Root, _experiment.Library.Folder);

        string output = await _experiment.TrainElsewhereAsync(_experiment.Folder, OtherProcess.Nobody, home);

        AssertTold("[store NotWritable]", output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_experiment.Library.Folder));
        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
    }

    [Fact]
    public async Task A_folder_of_code_that_may_not_be_written_is_named_and_nothing_is_left_in_the_library()
    {
        OtherProcess.NeedsRoot();
        string home = Home("");
        Directory.CreateDirectory(_experiment.Library.Folder);
        Run("chown", "-R", $"{OtherProcess.Nobody}", _experiment.Library.Folder, home);
        Run("chmod", "755", _experiment.Root);

        string output = await _experiment.TrainElsewhereAsync(_experiment.Folder, OtherProcess.Nobody, home);

        AssertTold("[repository NotWritable]", output);
        Assert.Empty(_experiment.Library.GetExperiments());
        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
    }

    private static void AssertTold(string text, string output) =>
        Assert.True(output.Contains(text, StringComparison.Ordinal), output);

    private string Home(string configuration)
    {
        string home = Path.Combine(_experiment.Root, "home");
        Directory.CreateDirectory(home);
        File.WriteAllText(Path.Combine(home, ".gitconfig"), configuration);
        return home;
    }

    private static void Run(string command, params string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(command, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
