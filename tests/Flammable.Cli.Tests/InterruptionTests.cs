using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class InterruptionTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public InterruptionTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with libc's kill.");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(FlamProcess.Interrupt)]
    [InlineData(FlamProcess.Terminate)]
    public async Task A_signal_ends_an_endless_task_with_130_and_the_snapshot_says_interrupted(int signal)
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Endless);
        using FlamProcess process = _sandbox.Start("train");
        await process.PrintsAsync("started");

        process.Signal(signal);

        (await process.ExitAsync()).Expect(130);
        Assert.Equal("interrupted", await LastStateAsync());
    }

    [Fact]
    public async Task Ctrl_C_ends_a_task_that_never_looks_at_its_cancellation()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """Console.WriteLine("started"); Thread.Sleep(Timeout.Infinite);"""));
        using FlamProcess process = _sandbox.Start("train");
        await process.PrintsAsync("started");

        process.Signal(FlamProcess.Interrupt);

        (await process.ExitAsync()).Expect(130);
        Assert.Equal("interrupted", await LastStateAsync());
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_the_process_whatever_the_task_has_put_in_the_way()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(Timeout.Infinite);
            Run.Cancellation.Register(() => { Console.WriteLine("cancelled"); Thread.Sleep(Timeout.Infinite); });
            Console.WriteLine("started");
            Thread.Sleep(Timeout.Infinite);
            """));
        using FlamProcess process = _sandbox.Start("train");
        await process.PrintsAsync("started");
        process.Signal(FlamProcess.Interrupt);
        await process.PrintsAsync("cancelled");

        process.Signal(FlamProcess.Interrupt);

        (await process.ExitAsync()).Expect(130);
        Assert.Equal("interrupted", await LastStateAsync());
    }

    [Fact]
    public async Task Ctrl_C_during_a_test_leaves_the_snapshot_trained()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(test: """Console.WriteLine("started"); while (true) { Run.Progress(0, 0); Thread.Sleep(10); }"""));
        await _sandbox.TrainAsync();
        using FlamProcess process = _sandbox.Start("test");
        await process.PrintsAsync("started");

        process.Signal(FlamProcess.Interrupt);

        (await process.ExitAsync()).Expect(130);
        Assert.Equal("trained", await LastStateAsync());
    }

    [Fact]
    public async Task A_killed_training_is_shown_as_interrupted()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Endless);
        using FlamProcess process = _sandbox.Start("train");
        await process.PrintsAsync("started");
        Assert.Equal("training", await LastStateAsync());

        process.KillHard();

        await process.ExitAsync();
        Assert.Equal("interrupted", await LastStateAsync());
    }

    private async Task<string> LastStateAsync()
    {
        JsonNode snapshot = Assert.Single((await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray())!;
        return snapshot["state"]!.GetValue<string>();
    }
}
