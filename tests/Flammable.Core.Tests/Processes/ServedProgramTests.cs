using System.Text.Json;
using Flammable.Errors;
using Flammable.Serving;
using Flammable.Tests.Fixtures;
using static Flammable.Tests.Serving.Serving;

namespace Flammable.Tests.Processes;

/// <summary>Programs as the workers of a server.</summary>
public sealed class ServedProgramTests : IDisposable
{
    private readonly ScriptTask _task = new();

    public void Dispose()
    {
        // A server's workers end after it, each in its own time.
        Until.True(() => !RunFolders().Any(), "the folders of the programs are gone");
        _task.Dispose();
    }

    [Fact]
    public async Task Program_is_handed_the_JSON_that_the_client_has_sent()
    {
        _task.Serving("""while read -r line; do printf '{"result":"%s"}\n' "$(echo "$line" | base64 -w0)"; done""").Dispose();
        using ModelHost host = Serve();

        string answer = await AskAsync(host, "{ \"id\": 9007199254740993, \"x\": [1.50,\n\"grün\"] }");

        using JsonDocument told = JsonDocument.Parse(Convert.FromBase64String(answer.Trim('"')));
        JsonElement sample = told.RootElement.GetProperty("sample");
        Assert.Equal(("9007199254740993", "1.50", "grün"), (sample.GetProperty("id").GetRawText(), sample.GetProperty("x")[0].GetRawText(), sample.GetProperty("x")[1].GetString()));
    }

    [Fact]
    public async Task Client_is_told_why_its_sample_is_refused_and_nothing_else()
    {
        _task.ServingPython("""
            def answer(told):
                if told["sample"] == "bad": return {"error": "a sample is a number"}
                if told["sample"] == "sick": return {"failure": "out of memory"}
                if told["sample"] == "crash": sys.exit(3)
                return {"result": os.getpid()}
            """).Dispose();
        using ModelHost host = Serve();
        string before = await AskAsync(host, "1");

        Assert.Equal(("a sample is a number", ServingProblem.SampleRefused), await FailAsync(host, "\"bad\""));
        Assert.Equal(ServingProblem.SampleRefused, (await FailAsync(host, "\"\\ud800\"")).Problem);
        (string message, ServingProblem problem) = await FailAsync(host, "\"sick\"");
        Assert.Equal(ServingProblem.TaskFailed, problem);
        Assert.DoesNotContain("memory", message, StringComparison.Ordinal);
        Assert.Equal(before, await AskAsync(host, "1"));
        Assert.Equal(message, (await FailAsync(host, "\"crash\"")).Message);
        Assert.NotEqual(before, await AskAsync(host, "1"));
        Assert.Contains(_task.Events.Warnings, warning => warning.Contains("the command 'python3 serve.py' failed: out of memory.", StringComparison.Ordinal));
        Assert.Contains(_task.Events.Warnings, warning => warning.Contains("the command 'python3 serve.py' ended with exit code 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_that_hangs_is_ended_and_another_answers()
    {
        string pids = _task.Beside("pids");
        _task.Serving($$"""
            trap '' TERM
            while read -r line; do
                case $line in *hang*) echo $$ > '{{pids}}'; while true; do sleep 0.05; done;; *) echo "{\"result\":$$}";; esac
            done
            """).Dispose();
        using ModelHost host = Serve(new ServingOptions { Timeout = Patience });
        string before = await AskAsync(host, "1");

        Assert.Equal(ServingProblem.TimedOut, (await FailAsync(host, "\"hang\"")).Problem);

        ProcessId.WaitUntilGone(pids);
        Until.True(() => host.IsReady, "there is another worker");
        Assert.NotEqual(before, await AskAsync(host, "1"));
        Assert.Equal(1, host.Replaced);
    }

    [Fact]
    public void Program_that_cannot_start_is_told_before_the_first_sample()
    {
        _task.Manifest("""{ "train": "true", "serve": "no-such-program-4711" }""").Train();

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => Serve());

        Assert.Contains("'no-such-program-4711' is not on the PATH.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_program_and_no_file_is_left_of_a_server_that_was_disposed()
    {
        string pids = _task.Beside("pids");
        _task.Serving($"""echo $$ >> '{pids}'; while read -r line; do echo '{"{"}"result":1{"}"}'; done""").Dispose();
        using (ModelHost host = Serve(new ServingOptions { Workers = 2 }))
        {
            await AskAsync(host, "1");
            Until.True(() => File.ReadAllLines(pids).Length == 2, "both programs run");
        }

        ProcessId.WaitUntilGone(pids);
        Until.True(() => !RunFolders().Any(), "the folders are gone");
    }

    [Fact]
    public async Task Samples_that_come_at_the_same_time_are_one_line_for_a_program_that_takes_several()
    {
        _task.ServingPython("""
            def answer(told):
                samples = told["samples"]
                if "bad" in samples: return {"error": "bad"}
                return {"results": [[sample, len(samples)] for sample in samples]}
            """, """, "serve_batch": true""").Dispose();
        using ModelHost host = Serve(new ServingOptions { MaxBatchSize = 4, MaxBatchWait = TimeSpan.FromSeconds(30) });

        double[][] answers = [.. (await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AskAsync(host, $"{i}")))).Select(text => JsonSerializer.Deserialize<double[]>(text)!)];
        Task<string>[] mixed = [AskAsync(host, "1"), AskAsync(host, "\"bad\""), AskAsync(host, "2"), AskAsync(host, "3")];

        Assert.Equal(Enumerable.Range(0, 8).Select(i => new[] { i, 4.0 }), answers);
        Assert.Equal("bad", (await Assert.ThrowsAsync<ServingException>(() => mixed[1])).Message);
        Assert.Equal(["[1,1]", "[2,1]", "[3,1]"], [await mixed[0], await mixed[2], await mixed[3]]);
    }

    private IEnumerable<string> RunFolders() => Directory.EnumerateFileSystemEntries(Path.Combine(_task.Library.Folder, ".cache", "runs"));

    private ModelHost Serve(ServingOptions? options = null) =>
        _task.Library.Serve(_task.Library.GetSnapshots().Single(), options, _task.Events, TestContext.Current.CancellationToken);

    private static async Task<string> AskAsync(ModelHost host, string json) => Text(await Begin(host, json, waitForRoom: true));

    private static async Task<(string Message, ServingProblem Problem)> FailAsync(ModelHost host, string json)
    {
        ServingException error = await Assert.ThrowsAsync<ServingException>(() => AskAsync(host, json));
        return (error.Message, error.Problem);
    }
}
