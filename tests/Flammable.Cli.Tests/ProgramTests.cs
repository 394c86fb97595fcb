using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

/// <summary>Tasks in other languages: a folder with a <c>flammable.json</c>.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public ProgramTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts of this test are run by sh.");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Folder_with_a_manifest_is_trained_tested_evaluated_and_seen_to_change()
    {
        _sandbox.Code.Write("flammable.json", """
            {
              "train": "sh run.sh", "test": "sh run.sh", "eval": "cp {input} {output}",
              "parameters": { "rate": { "default": 0.5, "max": 1 } }
            }
            """);
        _sandbox.Code.Write("run.sh", """echo "{\"metric\":\"rate\",\"value\":$FLAMMABLE_PARAMETER_RATE}" >> "$FLAMMABLE_REPORT"; echo "$FLAMMABLE_VERB done" """);
        string samples = _sandbox.FilePath("samples.txt"), predictions = _sandbox.FilePath("predictions.txt");
        File.WriteAllText(samples, "samples");

        FlamResult trained = (await _sandbox.RunAsync("train", "--set", "rate=0.25")).Expect(0);
        FlamResult tested = (await _sandbox.RunAsync("test", "--json")).Expect(0);
        (await _sandbox.RunAsync("eval", samples, predictions)).Expect(0);
        FlamResult unchanged = (await _sandbox.RunAsync("train", "flammable.json")).Expect(0);
        _sandbox.Code.Write("run.sh", "exit 7");
        FlamResult status = (await _sandbox.RunAsync("status")).Expect(0);
        FlamResult failed = (await _sandbox.RunAsync("train", "flammable.json")).Expect(1);

        Assert.Contains("train done", trained.Output, StringComparison.Ordinal);
        Assert.Equal(0.25, tested.Json["test_data"]!["rate"]!["last"]!.GetValue<double>());
        Assert.Equal("samples", File.ReadAllText(predictions));
        Assert.DoesNotContain("done", unchanged.Output, StringComparison.Ordinal);
        Assert.Contains("run.sh", status.Output, StringComparison.Ordinal);
        Assert.Contains("the command 'sh run.sh' ended with exit code 7.", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_manifest_and_wrong_value_are_told_before_anything_is_captured()
    {
        _sandbox.Code.Write("flammable.json", "{\n  \"train\": \"sh {rat}\", \"parameters\": { \"rate\": { \"default\": 0.5, \"max\": 1 } }\n}");
        FlamResult wrong = (await _sandbox.RunAsync("train")).Expect(4);
        _sandbox.Code.Write("flammable.json", """{ "train": "true", "parameters": { "rate": { "default": 0.5, "max": 1 } } }""");
        FlamResult tooMuch = (await _sandbox.RunAsync("train", "--set", "rate=2")).Expect(2);

        Assert.Contains("flammable.json(2,12): error FLAM004: '{rat}' stands for nothing", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("at most 1", tooMuch.Error, StringComparison.Ordinal);
        Assert.Empty((await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray());
    }

    [Theory]
    [InlineData(FlamProcess.Interrupt)]
    [InlineData(FlamProcess.Terminate)]
    public async Task Ctrl_C_leaves_no_process_of_a_program_that_ignores_to_be_asked(int signal)
    {
        string ids = WriteStubborn("{ \"train\": \"sh train.sh\" }");
        using FlamProcess process = _sandbox.Start("train");
        await process.PrintsAsync("started");

        process.Signal(signal);

        (await process.ExitAsync()).Expect(130);
        Assert.Equal("interrupted", await LastStateAsync());
        await Deadline.Until(() => !File.ReadAllLines(ids).Any(IsAlive), "the processes are gone");
    }

    [Fact]
    public async Task Second_Ctrl_C_kills_a_program_that_has_been_given_time()
    {
        string ids = WriteStubborn("{ \"train\": \"sh train.sh\", \"stop_timeout\": 3600 }");
        using FlamProcess process = _sandbox.Start("train");
        await process.PrintsAsync("started");
        process.Signal(FlamProcess.Interrupt);
        await process.PrintsAsync("asked");

        process.Signal(FlamProcess.Interrupt);

        (await process.ExitAsync()).Expect(130);
        await Deadline.Until(() => !File.ReadAllLines(ids).Any(IsAlive), "the processes are gone");
    }

    [Fact]
    public async Task PyTorch_example_trains_tests_evaluates_and_goes_on_where_it_was_stopped()
    {
        _sandbox.Environment["PATH"] = PythonWithTorch();
        CodeFolder code = _sandbox.NewCode("PyTorchDigits");
        RepositoryCopy.CopyExample("PyTorchDigits", code.Path);
        string predictions = _sandbox.FilePath("predictions.csv");
        string[] train = ["train", code.Path, "--force", "--seed", "3", "--set", "epochs=12", "--json"];

        SnapshotFacts first = Facts((await _sandbox.RunAsync(train)).Expect(0));
        FlamResult tested = (await _sandbox.RunAsync("test", code.Path, "--json")).Expect(0);
        (await _sandbox.RunAsync("eval", Path.Combine(code.Path, "digits.csv"), predictions, "--path", code.Path)).Expect(0);
        using (FlamProcess stopped = _sandbox.Start([.. train[..^1]]))
        {
            await stopped.PrintsAsync("epoch 2");
            stopped.Signal(FlamProcess.Interrupt);
            (await stopped.ExitAsync()).Expect(130);
        }

        SnapshotFacts resumed = Facts((await _sandbox.RunAsync("train", code.Path, "--resume", "--json")).Expect(0));

        Assert.True(tested.Json["test_data"]!["accuracy"]!["last"]!.GetValue<double>() >= 0.95);
        string[] lines = File.ReadAllLines(predictions);
        Assert.Equal(1798, lines.Length);
        Assert.True(lines.Skip(1).Select(line => line.Split(',')).Average(cells => cells[^1] == cells[^2] ? 1.0 : 0.0) >= 0.95);
        Assert.NotEqual(first.Name, resumed.Name);
        Assert.Equal(await ValuesAsync(first), await ValuesAsync(resumed));
        Assert.Equal(File.ReadAllBytes(Path.Combine(first.Path, "final.pt")), File.ReadAllBytes(Path.Combine(resumed.Path, "final.pt")));
    }

    // A program, its child and a grandchild that all ignore being asked; their process ids are in the file.
    private string WriteStubborn(string manifest)
    {
        string ids = _sandbox.FilePath("ids");
        File.WriteAllText(ids, "");
        _sandbox.Code.Write("flammable.json", manifest);
        _sandbox.Code.Write("train.sh", $"""
            trap 'echo asked' TERM
            trap '' INT
            (trap '' TERM INT; sleep 300 & echo $! >> '{ids}'; wait) &
            echo $! >> '{ids}'; echo $$ >> '{ids}'
            while ! [ $(wc -l < '{ids}') = 3 ]; do sleep 0.02; done
            echo started
            while true; do sleep 0.05; done
            """);
        return ids;
    }

    private static SnapshotFacts Facts(FlamResult result) => new(result.Json.AsObject());

    private async Task<string[]> ValuesAsync(SnapshotFacts snapshot)
    {
        JsonArray points = (await _sandbox.RunAsync("metrics", snapshot.Id, "--json")).Expect(0).Json.AsArray();
        return [.. points.Where(point => point!["split"]!.GetValue<string>() != "test").Select(point => $"{point!["split"]} {point["series"]} {point["epoch"]} {point["value"]}")];
    }

    private async Task<string> LastStateAsync() =>
        (await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray()[0]!["state"]!.GetValue<string>();

    // A PATH on which python3 has PyTorch; the test is skipped where no python3 has it.
    private static string PythonWithTorch()
    {
        string path = System.Environment.GetEnvironmentVariable("PATH")!;
        string? found = new[] { path, $"/usr/bin:{path}" }.FirstOrDefault(candidate =>
        {
            var start = new ProcessStartInfo("sh", ["-c", "python3 -c 'import torch'"]) { RedirectStandardError = true };
            start.Environment["PATH"] = candidate;
            using Process python = Process.Start(start)!;
            python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        });
        Assert.SkipWhen(found is null, "No python3 has PyTorch: 'apt-get install python3-torch' on Debian, else 'pip install torch'.");
        return found!;
    }

    private static bool IsAlive(string id)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
