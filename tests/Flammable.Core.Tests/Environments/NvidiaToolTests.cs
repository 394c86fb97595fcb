using Flammable.Environments;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Environments;

/// <summary>Graphics processors as <c>nvidia-smi</c> tells of them; in a process whose PATH leads to one of our own.</summary>
public sealed class NvidiaToolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", 0)]
    [InlineData("Tesla T4, 15360, 535.104.05\n", 1)]
    [InlineData("Tesla T4, 15360, 535.104.05\r\nTesla T4, 15360, 535.104.05\r\n", 2)]
    [InlineData("NVIDIA GB10, [N/A], 580.95\n", 1)]
    [InlineData("No devices were found\n", 0)]
    [InlineData("Tesla T4, 15360 MiB, 535.104.05\n", 0)]
    [InlineData("Tesla T4, 15360\n", 0)]
    [InlineData("Tesla T4, -1, 535\n", 0)]
    [InlineData("Tesla T4, 15.360, 535\n", 0)]
    [InlineData(", 15360, 535\n", 0)]
    [InlineData("\u001b[31mTesla, 15360, 535\n", 0)]
    [InlineData("Tesla T4, 15360, 535\nsomething else\n", 0)]
    public void Answer_is_taken_whole_or_not_at_all(string answer, int count) => Assert.Equal(count, NvidiaTool.Parse(answer).Count);

    [Fact]
    public void Memory_is_in_bytes() =>
        Assert.Equal([new Gpu("Tesla T4", 15360L << 20, "535.104.05")], NvidiaTool.Parse("Tesla T4, 15360, 535.104.05\n"));

    [Fact]
    public void Training_records_the_processors() => TrainBeside(
        nameof(Child_finds_two_processors),
        """
        [ "$*" = "--query-gpu=name,memory.total,driver_version --format=csv,noheader,nounits" ] || exit 2
        echo "NVIDIA A100-SXM4-80GB, 81920, 535.104.05"
        echo "Tesla T4, 15360, 535.104.05"
        """);

    [Theory]
    [InlineData("echo rubbish")]
    [InlineData("head -c 1000000 /dev/zero; cat /dev/zero")]
    [InlineData("yes 'Tesla T4, 15360, 535.104.05'")]
    [InlineData("echo 'Tesla T4, 15360, 535.104.05'; exit 9")]
    [InlineData("exec 1>&-; echo much on the wrong stream >&2; exit 1")]
    public void Training_goes_on_when_the_tool_answers_something_else(string script) => TrainBeside(nameof(Child_finds_none), script);

    [Fact]
    public void Tool_that_hangs_is_ended_with_all_that_it_started()
    {
        string pids = _folder.At("pids");

        TrainBeside(nameof(Child_finds_none), $"echo $$ >> {pids}; sleep 1000 & echo $! >> {pids}; wait");

        Assert.All(File.ReadAllLines(pids), pid => Until.True(() => !Runs(pid), $"process {pid} ends"));
    }

    [Fact]
    public void Tool_that_hangs_is_ended_with_the_run()
    {
        string pids = _folder.At("pids");

        TrainBeside(nameof(Child_is_cancelled), $"echo $$ > {pids}; exec sleep 1000");

        Assert.All(File.ReadAllLines(pids), pid => Until.True(() => !Runs(pid), $"process {pid} ends"));
    }

    [Fact(Explicit = true)]
    public void Child_finds_two_processors()
    {
        using var experiment = new Experimenting();
        Gpu[] expected = [new Gpu("NVIDIA A100-SXM4-80GB", 80L << 30, "535.104.05"), new Gpu("Tesla T4", 15L << 30, "535.104.05")];

        Assert.Equal(expected, experiment.Train()!.Environment!.Gpus);
        Assert.Equal(expected, Assert.Single(experiment.Library.GetSnapshots()).Environment!.Gpus);
    }

    [Fact(Explicit = true)]
    public void Child_finds_none()
    {
        using var experiment = new Experimenting();

        Assert.Empty(experiment.Train()!.Environment!.Gpus);
    }

    [Fact(Explicit = true)]
    public void Child_is_cancelled()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("Run.Cancellation.WaitHandle.WaitOne();"));
        using var cancellation = new CancellationTokenSource();
        Task training = Task.Run(
            () => experiment.Library.Train(new TrainRequest(experiment.Folder), null, cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => File.Exists(ChildProcess.Given) && File.ReadAllText(ChildProcess.Given).EndsWith('\n'), "the tool runs");

        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => training.GetAwaiter().GetResult());
        Assert.Empty(Assert.Single(experiment.Library.GetSnapshots()).Environment!.Gpus);
    }

    private static bool Runs(string pid)
    {
        string status = $"/proc/{pid}/status";
        try
        {
            return File.ReadLines(status).First(line => line.StartsWith("State:", StringComparison.Ordinal))[6..].Trim()[0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void TrainBeside(string child, string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The tool of this test is a shell script.");
        ShellScript.Write(_folder.At("bin", "nvidia-smi"), script);
        ChildProcess.Run<NvidiaToolTests>(
            child, _folder.At("pids"), ("PATH", $"{_folder.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}"));
    }
}
