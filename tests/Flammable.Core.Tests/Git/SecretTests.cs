using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class SecretTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Theory]
    [InlineData(".env")]
    [InlineData(".env.local")]
    [InlineData("inner/.env")]
    [InlineData("server.pem")]
    [InlineData("server.key")]
    [InlineData("id_rsa")]
    [InlineData("id_ed25519")]
    [InlineData("keys/store.pfx")]
    [InlineData(".netrc")]
    [InlineData("SERVER.KEY")]
    public void What_looks_like_a_secret_is_refused_with_the_line_that_settles_it(string path)
    {
        _experiment.Write(path, "secret");

        CaptureRefusedException error = Refused(CaptureRefusal.Secret);

        Assert.Equal([path], error.Files);
        Assert.Equal([$"/{path}"], error.IgnoreLines);
        _experiment.Write(".gitignore", string.Join('\n', error.IgnoreLines));
        Assert.NotNull(_experiment.Train());
    }

    [Theory]
    [InlineData(".env.example")]
    [InlineData("environment.yml")]
    [InlineData("keys.cs.txt")]
    public void What_only_resembles_a_secret_is_captured(string path)
    {
        _experiment.Write(path, "");

        Assert.Contains(path, _experiment.Folder.FilesOf(_experiment.Train()!.Commit));
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("*.env")]
    [InlineData("inner/*")]
    public void A_refused_file_is_let_through_by_name(string pattern)
    {
        _experiment.Write("inner/.env", "not secret");

        Assert.NotNull(_experiment.Library.Train(
            new TrainRequest(_experiment.Folder) { AllowFiles = [pattern] }, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("inner/.env", _experiment.Folder.FilesOf("HEAD"));
    }

    [Fact]
    public void Letting_one_file_through_does_not_let_others_through()
    {
        _experiment.Write("a.key", "");
        _experiment.Write("b.key", "");

        CaptureRefusedException error = Assert.Throws<CaptureRefusedException>(() => _experiment.Library.Train(
            new TrainRequest(_experiment.Folder) { AllowFiles = ["a.key"] }, cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(["b.key"], error.Files);
    }

    [Theory]
    [InlineData(CommitMode.Branch)]
    [InlineData(CommitMode.Detached)]
    public void A_secret_that_is_staged_but_not_committed_is_refused_and_stays_staged(CommitMode mode)
    {
        _experiment.Folder.CommitAll();
        _experiment.Write(".env", "secret");
        _experiment.Folder.Git("add", ".env");

        Assert.Throws<CaptureRefusedException>(() => _experiment.Train(commitMode: mode));

        Assert.Equal("A  .env", _experiment.Folder.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData(CommitMode.Branch)]
    [InlineData(CommitMode.Detached)]
    public void A_secret_that_the_user_has_committed_is_the_users_own_decision(CommitMode mode)
    {
        _experiment.Folder.CommitAll();
        _experiment.Train(commitMode: mode);
        _experiment.Write("cert.pem", "committed");
        _experiment.Folder.CommitAll();

        Assert.NotNull(_experiment.Train(commitMode: mode));
        _experiment.Write("cert.pem", "changed");
        Assert.NotNull(_experiment.Train(commitMode: mode));
    }

    [Fact]
    public void The_suggested_lines_settle_names_that_mean_something_in_a_gitignore()
    {
        _experiment.Write("#a [1]!.key", "");
        _experiment.Write("b\\?*.key", "");
        _experiment.Write("trailing .key ", "");
        _experiment.Write("c.key", "");

        CaptureRefusedException error = Refused(CaptureRefusal.Secret);
        _experiment.Write(".gitignore", string.Join('\n', error.IgnoreLines) + '\n');

        Assert.NotNull(_experiment.Train());
        Assert.DoesNotContain(_experiment.Folder.FilesOf("HEAD"), file => file.Contains(".key\"", StringComparison.Ordinal) || file.EndsWith(".key", StringComparison.Ordinal));
    }

    private CaptureRefusedException Refused(CaptureRefusal reason)
    {
        bool hadRepository = Directory.Exists(Path.Combine(_experiment.Folder, ".git"));
        int experiments = _experiment.Library.GetExperiments().Count();

        CaptureRefusedException error = Assert.Throws<CaptureRefusedException>(() => _experiment.Train());

        Assert.Equal(reason, error.Reason);
        Assert.Equal(hadRepository, Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
        Assert.Equal(experiments, _experiment.Library.GetExperiments().Count());
        return error;
    }
}
