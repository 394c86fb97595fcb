using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class CaptureGuardTests : IDisposable
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
    [InlineData("venv", "venv/pyvenv.cfg")]
    [InlineData("tools/environment", "tools/environment/pyvenv.cfg")]
    [InlineData("node_modules", "node_modules/left-pad/index.js")]
    [InlineData("conda", "conda/conda-meta/history")]
    public void A_virtual_environment_is_refused_by_its_folder(string folder, string file)
    {
        _experiment.Write(file, "");
        _experiment.Write($"{folder}/lib/module.py", "");

        CaptureRefusedException error = Refused(CaptureRefusal.Environment);

        Assert.Equal([folder], error.Files);
        Assert.Equal([$"/{folder}/"], error.IgnoreLines);
    }

    [Fact]
    public void A_file_of_ten_megabytes_is_captured_and_a_larger_one_refused()
    {
        Sparse("ten.bin", 10 * 1024 * 1024);
        Assert.NotNull(_experiment.Train());
        Sparse("more.bin", (10 * 1024 * 1024) + 1);

        Assert.Equal(["more.bin"], Refused(CaptureRefusal.FileSize).Files);
    }

    [Fact]
    public void A_terabyte_beside_the_code_is_refused_without_being_read()
    {
        Sparse("data.bin", 1L << 40);

        Assert.Equal(["/data.bin"], Refused(CaptureRefusal.FileSize).IgnoreLines);
        Assert.NotEmpty(_experiment.Library.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken).ChangedFiles);
    }

    [Fact]
    public void A_terabyte_that_comes_after_the_first_snapshot_is_refused_without_being_read()
    {
        _experiment.Train();
        Sparse("data.bin", 1L << 40);

        Assert.Equal(["data.bin"], Refused(CaptureRefusal.FileSize).Files);
        Assert.Equal(["data.bin"], Assert.Throws<CodeChangedException>(() => _experiment.Test()).Files);
    }

    [Fact]
    public void An_ignored_terabyte_is_in_nobodys_way()
    {
        _experiment.Write(".gitignore", "*.bin\n");
        Sparse("data.bin", 1L << 40);

        Assert.NotNull(_experiment.Train());
        Assert.Null(_experiment.Train());
        _experiment.Test();
    }

    [Fact]
    public void More_than_a_hundred_megabytes_in_all_are_refused()
    {
        for (int i = 0; i < 11; i++)
        {
            Sparse($"data/{i}.bin", 9_999_999);
        }

        CaptureRefusedException error = Refused(CaptureRefusal.TotalSize);

        Assert.Equal(["/data/"], error.IgnoreLines);
    }

    [Fact]
    public void Ten_thousand_new_files_are_refused_and_ten_thousand_tracked_ones_are_not()
    {
        for (int i = 0; i < 10_000; i++)
        {
            _experiment.Write($"many/{i}", "");
        }

        Assert.Equal(["many/"], Refused(CaptureRefusal.FileCount).Files);
        _experiment.Folder.CommitAll();
        Assert.NotNull(_experiment.Train());
        _experiment.Write("many/7", "changed");
        Assert.Throws<CodeChangedException>(() => _experiment.Test());
        Assert.NotNull(_experiment.Train());
        Assert.Equal("many/7", _experiment.Folder.Git("diff", "--name-only", "HEAD~1", "HEAD"));
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

    [Fact]
    public void The_guard_minds_a_detached_capture_too()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write(".env", "");
        string before = _experiment.Folder.Git("count-objects");

        Assert.Throws<CaptureRefusedException>(() => _experiment.Train(commitMode: CommitMode.Detached));

        Assert.Equal(before, _experiment.Folder.Git("count-objects"));
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

    private void Sparse(string name, long size)
    {
        using FileStream file = File.Create(_experiment.Write(name, ""));
        file.SetLength(size);
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
