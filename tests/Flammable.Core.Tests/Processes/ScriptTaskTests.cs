using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Processes;

/// <summary>A folder with a <c>flammable.json</c> is a task like any other.</summary>
public sealed class ScriptTaskTests : IDisposable
{
    private readonly ScriptTask _task = new();

    public void Dispose() => _task.Dispose();

    [Fact]
    public void Task_trains_tests_and_evaluates_with_programs()
    {
        _task
            .Manifest("""{ "train": "./run.sh", "test": "./run.sh", "eval": "./run.sh {input} {output}" }""")
            .Script("run.sh", """
                case $FLAMMABLE_VERB in
                train) printf 42 > "$FLAMMABLE_SNAPSHOT/model.txt"
                    echo '{"metric":"loss","value":0.5,"epoch":1}' >> "$FLAMMABLE_REPORT"
                    echo '{"metric":"accuracy","value":0.9,"split":"val"}' >> "$FLAMMABLE_REPORT"
                    echo '{"model":"model.txt"}' >> "$FLAMMABLE_REPORT"
                    echo trained; echo complained >&2 ;;
                test) echo "{\"metric\":\"answer\",\"value\":$(cat "$FLAMMABLE_SNAPSHOT/model.txt")}" >> "$FLAMMABLE_REPORT" ;;
                eval) cat "$1" "$FLAMMABLE_SNAPSHOT/model.txt" > "$2" ;;
                esac
                """);

        Snapshot trained = _task.Train();
        Snapshot tested = _task.Test();

        Assert.Equal((SnapshotState.Trained, "Script", "flammable.json"), (trained.State, trained.TaskName, trained.TaskPath));
        Assert.Equal((0.5, 0.9), (trained.Train["loss"].Last, trained.Validation["accuracy"].Last));
        Assert.Equal(["model.txt"], trained.ModelFiles);
        Assert.Equal(42, tested.Test["answer"].Last);
        Assert.Equal("samples 42", _task.Eval("samples "));
        Assert.Equal(["complained", "trained"], File.ReadAllLines(Path.Combine(trained.Path, "run.log")).Order());
        Assert.Equal(["complained", "trained"], _task.Events.Log.Order());
    }

    [Fact]
    public void Program_is_told_everything_by_its_environment_by_JSON_and_in_its_arguments()
    {
        _task
            .Manifest("""
                {
                  "train": ["./train.sh", "{rate}", "{seed}", "{snapshot}", "{data:a b.csv}", "{{x}", "{kind}"], "data": ["more.csv"],
                  "parameters": { "rate": 0.5, "n-layers": 3, "fast": true, "kind": "two words" }
                }
                """)
            .Script("train.sh", """
                env | grep '^FLAMMABLE_[A-Z_]*=' > "$FLAMMABLE_SNAPSHOT/env.txt"
                cp "$FLAMMABLE_RUN" "$FLAMMABLE_SNAPSHOT/run.json"
                printf '%s\n' "$@" > "$FLAMMABLE_SNAPSHOT/arguments.txt"
                """);
        foreach (string data in new[] { "a b.csv", "more.csv" })
        {
            File.WriteAllText(Path.Combine(_task.Folder, data), "");
        }

        Snapshot snapshot = _task.Train(new TrainRequest(_task.Folder) { Seed = 7, Parameters = new Dictionary<string, object?> { ["rate"] = "1e-5" } });

        string A(string file) => Path.Combine(_task.Folder, file);
        Assert.Equal(
            ["1E-05", "7", snapshot.Path, A("a b.csv"), "{x}", "two words"], File.ReadAllLines(Path.Combine(snapshot.Path, "arguments.txt")));
        Dictionary<string, string> environment = File.ReadAllLines(Path.Combine(snapshot.Path, "env.txt"))
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0]["FLAMMABLE_".Length..], pair => pair[1]);
        Assert.Equal(
            ("train", snapshot.Path, "7", "1E-05", "3", "true", "two words"),
            (environment["VERB"], environment["SNAPSHOT"], environment["SEED"], environment["PARAMETER_RATE"], environment["PARAMETER_N_LAYERS"], environment["PARAMETER_FAST"], environment["PARAMETER_KIND"]));
        Assert.Equal("""{"rate":1E-05,"n-layers":3,"fast":true,"kind":"two words"}""", environment["PARAMETERS"]);
        Assert.DoesNotContain(environment.Keys, name => name is "INPUT" or "OUTPUT" or "CHECKPOINT" or "DRY_RUN");

        JsonNode run = JsonNode.Parse(File.ReadAllText(Path.Combine(snapshot.Path, "run.json")))!;
        Assert.Equal(environment["REPORT"], run["report"]!.GetValue<string>());
        Assert.Equal(A("more.csv"), run["data"]!["more.csv"]!.GetValue<string>());
        Assert.Equal(
            (0.00001, 7, false, null, "[]"),
            (run["parameters"]!["rate"]!.GetValue<double>(), run["seed"]!.GetValue<int>(), run["dry_run"]!.GetValue<bool>(), run["checkpoint"]?.ToString(), run["models"]!.ToJsonString()));
        Assert.Equal(1e-5, snapshot.Parameters["rate"]);
    }

    [Fact]
    public void Code_that_runs_is_the_code_that_was_captured()
    {
        _task.Training("""
            echo '#!/bin/sh' > "$OUT"; echo edited >> "$OUT"
            . ./part.sh; pwd > "$FLAMMABLE_SNAPSHOT/where.txt"; ls > "$FLAMMABLE_SNAPSHOT/files.txt"
            """.Replace("$OUT", Path.Combine(_task.Folder, "part.sh"), StringComparison.Ordinal));
        _task.Script("part.sh", "echo captured");

        Snapshot snapshot = _task.Train();

        Assert.Contains("captured", _task.Events.Log);
        string where = File.ReadAllText(Path.Combine(snapshot.Path, "where.txt")).Trim();
        Assert.StartsWith(_task.Library.Folder, where, StringComparison.Ordinal);
        Assert.False(Directory.Exists(where));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_task.Library.Folder, ".cache", "runs")));
        Assert.Equal(["flammable.json", "part.sh", "train.sh"], File.ReadAllLines(Path.Combine(snapshot.Path, "files.txt")));
        Assert.Contains("part.sh", _task.Library.GetStatus(_task.Folder, TestContext.Current.CancellationToken).ChangedFiles.Select(file => file.Path));
    }

    [Fact]
    public void Old_snapshot_is_tested_with_its_own_manifest_and_files()
    {
        _task
            .Manifest("""{ "train": "./train.sh", "test": "./old.sh" }""").Script("train.sh", "")
            .Script("old.sh", """echo "{\"metric\":\"age\",\"value\":$(cat age.txt)}" >> "$FLAMMABLE_REPORT" """);
        File.WriteAllText(Path.Combine(_task.Folder, "age.txt"), "1");
        Snapshot old = _task.Train();
        _task.Manifest("""{ "name": "Renamed", "train": "./train.sh", "test": "./new.sh" }""");
        File.Delete(Path.Combine(_task.Folder, "old.sh"));
        File.WriteAllText(Path.Combine(_task.Folder, "age.txt"), "2");
        _task.Train();

        Assert.Equal(1, _task.Test(old).Test["age"].Last);
        Assert.Equal("Script", old.TaskName);
    }

    [Fact]
    public void Snapshot_is_tested_under_its_name_when_its_folder_has_gone()
    {
        _task.Manifest("""{ "train": "./train.sh", "test": "./test.sh" }""").Script("train.sh", "").Script("test.sh", "exit 1");
        Snapshot snapshot = _task.Train();
        Directory.Delete(_task.Folder, recursive: true);

        Assert.Equal("Script", Assert.Throws<TaskFailedException>(() => _task.Test(snapshot)).TaskName);
    }

    [Fact]
    public void Program_that_is_not_captured_is_found_in_the_folder()
    {
        _task.Manifest("""{ "train": "tools/run.sh" }""");
        Directory.CreateDirectory(Path.Combine(_task.Folder, "tools"));
        _task.Script("tools/run.sh", "echo found");
        File.WriteAllText(Path.Combine(_task.Folder, ".gitignore"), "tools/\n");

        _task.Train();

        Assert.Contains("found", _task.Events.Log);
    }

    [Fact]
    public void Task_without_a_test_command_does_not_implement_Test()
    {
        _task.Training("");
        _task.Train();

        Assert.Equal("Test", Assert.Throws<TaskMethodMissingException>(() => _task.Test()).Method);
        Assert.Equal("EvalPath", Assert.Throws<TaskMethodMissingException>(() => _task.Eval("x")).Method);
    }

    [Fact]
    public void Manifest_with_an_error_captures_nothing()
    {
        _task.Manifest("""{ "train": "./train.sh {what}" }""");

        Assert.Throws<TaskCompilationException>(() => _task.Train());

        Assert.Empty(_task.Library.GetSnapshots());
        Assert.False(Directory.Exists(Path.Combine(_task.Folder, ".git")));
    }

    [Fact]
    public void Wrong_parameter_captures_nothing()
    {
        _task.Manifest("""{ "train": "./train.sh", "parameters": { "n": 1 } }""").Script("train.sh", "");

        Assert.Throws<HyperparameterException>(
            () => _task.Train(new TrainRequest(_task.Folder) { Parameters = new Dictionary<string, object?> { ["n"] = "many" } }));

        Assert.Empty(_task.Library.GetSnapshots());
    }

    [Fact]
    public void Missing_data_file_fails_the_run_before_the_program_starts()
    {
        _task.Manifest("""{ "train": "./train.sh", "data": ["none.csv"] }""").Script("train.sh", "echo started");

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => _task.Train());

        Assert.Contains("'none.csv'", error.Message, StringComparison.Ordinal);
        Assert.Equal("Put the file there, or correct its name in the manifest or the command.", error.Details);
        Assert.Empty(_task.Events.Log);
    }

    [Fact]
    public void Dry_run_runs_in_the_folder_and_stores_nothing()
    {
        _task
            .Manifest("""{ "train": "./train.sh", "test": "./test.sh" }""")
            .Script("train.sh", """
                echo "$FLAMMABLE_DRY_RUN in $(pwd)"; echo model > "$FLAMMABLE_SNAPSHOT/m.txt"; echo '{"model":"m.txt"}' >> "$FLAMMABLE_REPORT"
                echo '{"metric":"a","value":1}' >> "$FLAMMABLE_REPORT"
                """)
            .Script("test.sh", """cat "$FLAMMABLE_SNAPSHOT/m.txt" """);

        _task.Library.DryRun(new TrainRequest(_task.Folder), _task.Events, TestContext.Current.CancellationToken);

        Assert.Equal([$"1 in {_task.Folder}", "model"], _task.Events.Log);
        Assert.Empty(_task.Library.GetSnapshots());
        Assert.Equal(["flammable.json", "test.sh", "train.sh"], Directory.EnumerateFiles(_task.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Interrupted_training_goes_on_from_the_state_that_its_program_saved()
    {
        _task.Training("""
            n=0; [ -n "$FLAMMABLE_CHECKPOINT" ] && n=$(cat "$FLAMMABLE_CHECKPOINT")
            while [ $n -lt 4 ]; do
                n=$((n + 1))
                echo "{\"metric\":\"n\",\"value\":$n}" >> "$FLAMMABLE_REPORT"
                echo $n > "$FLAMMABLE_SNAPSHOT/state-$n"
                echo "{\"checkpoint\":\"state-$n\"}" >> "$FLAMMABLE_REPORT"
                [ $n = 2 ] && [ -z "$FLAMMABLE_CHECKPOINT" ] && echo '{"metric":"n","value":99}' >> "$FLAMMABLE_REPORT" && exit 1
            done
            exit 0
            """);
        Assert.Throws<TaskFailedException>(() => _task.Train());

        Snapshot snapshot = _task.Train(new TrainRequest(_task.Folder) { Mode = TrainMode.Resume });

        Assert.Equal(
            [1, 2, 3, 4], _task.Library.GetMetrics(snapshot, cancellation: TestContext.Current.CancellationToken).Select(point => point.Value));
        Assert.DoesNotContain(Directory.EnumerateFiles(snapshot.Path), file => Path.GetFileName(file).StartsWith("state", StringComparison.Ordinal));
    }
}
