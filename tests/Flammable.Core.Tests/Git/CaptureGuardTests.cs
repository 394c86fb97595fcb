using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class CaptureGuardTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

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

    [Fact]
    public void The_guard_minds_a_detached_capture_too()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write(".env", "");
        string before = _experiment.Folder.Git("count-objects");

        Assert.Throws<CaptureRefusedException>(() => _experiment.Train(commitMode: CommitMode.Detached));

        Assert.Equal(before, _experiment.Folder.Git("count-objects"));
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
