using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Processes;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Compilation;

public sealed class TaskManifestTests : IDisposable
{
    private readonly Compiling _code = new();

    public void Dispose() => _code.Dispose();

    [Fact]
    public void Manifest_describes_commands_parameters_and_data()
    {
        TaskManifest manifest = Read(
            """
            {
              // as people write it
              "name": "My task", "train": "python3 'my train.py' {rate}", "eval": ["./eval", "{input}", "two words"],
              "serve": "./serve {rate} {snapshot}", "serve_batch": true, "serve_ready": true, "data": ["a.csv"], "stop_timeout": 2.5,
              "parameters": {
                "rate": { "type": "number", "default": 1, "min": 0, "max": 2, "description": "how fast" },
                "layers": 3, "decay": 1e-3, "fast": true, "kind": { "default": "cnn", "choices": ["cnn", "mlp"] },
              },
            }
            """);

        Assert.Equal("My task", manifest.Name);
        Assert.Equal(["python3", "my train.py", "{rate}"], manifest.Train!.Arguments);
        Assert.Null(manifest.Test);
        Assert.Equal(["./eval", "{input}", "two words"], manifest.Eval!.Arguments);
        Assert.Equal(["./serve", "{rate}", "{snapshot}"], manifest.Serve!.Arguments);
        Assert.True(manifest.ServesBatches);
        Assert.True(manifest.SaysWhenReady);
        Assert.Equal(["a.csv"], manifest.Data);
        Assert.Equal(TimeSpan.FromSeconds(2.5), manifest.StopTimeout);
        Assert.Equal(
            [("rate", 1.0), ("layers", 3L), ("decay", 0.001), ("fast", true), ("kind", "cnn")],
            manifest.Parameters.Select(parameter => (parameter.Name, parameter.Default)));
        ManifestParameter rate = manifest.Parameters[0];
        Assert.Equal((0, 2, "how fast"), (rate.Min, rate.Max, rate.Description));
        Assert.Equal(["cnn", "mlp"], manifest.Parameters[4].Choices);
    }

    [Fact]
    public void Manifest_without_a_name_has_that_of_its_folder() =>
        Assert.Equal("code", Read("""{ "train": "a" }""").Name);

    [Fact]
    public void Manifest_may_begin_with_a_byte_order_mark() =>
        Assert.NotNull(Read("\uFEFF{ \"train\": \"a\" }").Train);

    [Theory]
    [InlineData("""{ "train": "a" """, 1, 0, "Expected")]
    [InlineData("", 1, 1, "does not contain any JSON tokens")]
    [InlineData("[]", 1, 1, "a manifest is an object")]
    [InlineData("{ }", 1, 1, "none of the commands")]
    [InlineData("{\n  \"train\": \"a\",\n  \"trian\": \"b\"\n}", 3, 4, "'trian' means nothing")]
    [InlineData("{ \"train\": \"a\", \"train\": \"b\" }", 1, 0, "train")]
    [InlineData("{ \"train\": 3 }", 1, 12, "a command is a text or a list of texts")]
    [InlineData("{ \"train\": [\"a\", 3] }", 1, 12, "a command is a text or a list of texts")]
    [InlineData("{ \"train\": [] }", 1, 12, "the command is empty")]
    [InlineData("{ \"train\": \"a 'b\" }", 1, 12, "a quote ' is not closed")]
    [InlineData("{ \"train\": \"a {b\" }", 1, 12, "a brace is not closed")]
    [InlineData("{ \"train\": \"a {nothing}\" }", 1, 12, "'{nothing}' stands for nothing")]
    [InlineData("{ \"train\": \"a {input}\" }", 1, 12, "'{input}' stands for nothing")]
    [InlineData("{ \"serve\": \"a {input}\" }", 1, 12, "'{input}' stands for nothing")]
    [InlineData("{ \"serve\": \"a\", \"serve_batch\": 1 }", 1, 32, "'serve_batch' is neither true nor false")]
    [InlineData("{ \"train\": \"a\", \"serve_batch\": true }", 1, 32, "'serve_batch' means nothing without 'serve'")]
    [InlineData("{ \"serve\": \"a\", \"serve_ready\": 1 }", 1, 32, "'serve_ready' is neither true nor false")]
    [InlineData("{ \"train\": \"a\", \"serve_ready\": true }", 1, 32, "'serve_ready' means nothing without 'serve'")]
    [InlineData("{ \"train\": \"a\", \"name\": \" \" }", 1, 25, "'name' is not a text")]
    [InlineData("{ \"train\": \"a\", \"data\": \"x\" }", 1, 25, "'data' is not a list")]
    [InlineData("{ \"train\": \"a\", \"stop_timeout\": -1 }", 1, 33, "'stop_timeout' is not a number of seconds")]
    [InlineData("{ \"train\": \"a\", \"parameters\": [] }", 1, 31, "'parameters' is not an object")]
    public void Error_tells_its_line_and_column(string json, int line, int column, string message)
    {
        CompilationError error = Error(json);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal("FLAM004", error.Code);
        Assert.Equal(Path.Combine(_code.Folder, "flammable.json"), error.File);
        Assert.Equal((line, json.Split('\n')[line - 1]), (error.Line, error.SourceText));
        if (column > 0)
        {
            Assert.Equal(column, error.Column);
        }
    }

    [Theory]
    [InlineData("\"p\": null", "neither a value nor an object")]
    [InlineData("\"p\": [1]", "neither a value nor an object")]
    [InlineData("\"p\": { \"type\": \"number\" }", "has no 'default'")]
    [InlineData("\"p\": { \"default\": 1, \"type\": \"float\" }", "'type' is none of 'number', 'integer', 'text', 'boolean'")]
    [InlineData("\"p\": { \"default\": 1, \"type\": 1 }", "'type' is none of")]
    [InlineData("\"p\": { \"default\": \"x\", \"type\": \"number\" }", "'default' is no number")]
    [InlineData("\"p\": { \"default\": 1.5, \"type\": \"integer\" }", "'default' is no integer")]
    [InlineData("\"p\": { \"default\": null }", "'default' is no value")]
    [InlineData("\"p\": { \"default\": 1, \"minimum\": 0 }", "'minimum' means nothing in a parameter")]
    [InlineData("\"p\": { \"default\": 1, \"min\": \"0\" }", "'min' is not a number")]
    [InlineData("\"p\": { \"default\": \"x\", \"max\": 3 }", "a parameter of type 'text' has no 'max'")]
    [InlineData("\"p\": { \"default\": 1, \"min\": 2, \"max\": 0 }", "'min' is greater than 'max'")]
    [InlineData("\"p\": { \"default\": 1, \"min\": 2 }", "'default' is not at least 2")]
    [InlineData("\"p\": { \"default\": \"x\", \"choices\": [\"y\"] }", "'default' is not one of 'y'")]
    [InlineData("\"p\": { \"default\": 1, \"choices\": [\"y\"] }", "'choices' is not a list of values of type 'integer'")]
    [InlineData("\"p\": { \"default\": 1, \"description\": 1 }", "'description' is not a text")]
    [InlineData("\"a b\": 1", "'a b' cannot name a parameter")]
    [InlineData("\"Seed\": 1", "'{seed}' is the run's own")]
    [InlineData("\"a-b\": 1, \"a_b\": 2", "have the same environment variable")]
    [InlineData("\"a\": 1, \"A\": 2", "have the same environment variable")]
    public void Parameter_that_is_none_is_an_error(string parameter, string message) =>
        Assert.Contains(message, Error($$"""{ "train": "a", "parameters": { {{parameter}} } }""").Message, StringComparison.Ordinal);

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_lines()
    {
        Write("{\n\"parameters\": { \"a\": null },\n\"x\": 1,\n\"train\": \"{y}\"\n}");

        Assert.Equal([2, 3, 4], _code.Errors().Select(error => error.Line));
    }

    [Fact]
    public void Folder_with_C_sharp_code_means_the_code_and_the_manifest_is_named_by_its_path()
    {
        _code.Write("Task.cs", TaskCode.Counting());
        Write("""{ "train": "a", "name": "other" }""");

        Assert.Equal("CountingTask", _code.Choose());
        Assert.Equal("other", _code.Choose("flammable.json"));
    }

    [Fact]
    public void Folder_with_neither_says_so() =>
        Assert.Contains("'flammable.json'", Assert.Throws<TaskNotFoundException>(() =>
        {
            _code.Write("train.py", "");
            return _code.Compile();
        }).Message, StringComparison.Ordinal);

    [Fact]
    public void Parameters_are_converted_and_checked_as_those_of_a_class()
    {
        TaskManifest manifest = Read("""{ "train": "a", "parameters": { "rate": { "type": "number", "default": 1, "max": 2 }, "n": 1 } }""");
        var task = new ManifestTask("T", manifest);

        Hyperparameters.Choose(task, new Dictionary<string, object?> { ["RATE"] = "0.5", ["n"] = 7 });

        Assert.Equal([KeyValuePair.Create("rate", (object?)0.5), KeyValuePair.Create("n", (object?)7L)], Hyperparameters.Read(task));
        foreach ((string name, object value) in new (string, object)[] { ("rate", 3), ("n", 1.5), ("m", 1) })
        {
            Assert.Throws<HyperparameterException>(() => Hyperparameters.Choose(task, new Dictionary<string, object?> { [name] = value }));
        }
    }

    [Theory]
    [InlineData("0.5", "number")]
    [InlineData("1", "integer")]
    [InlineData("true", "boolean")]
    [InlineData("{ \"default\": 1, \"type\": \"number\" }", "number")]
    public void Types_are_called_as_the_manifest_calls_them(string parameter, string type)
    {
        var task = new ManifestTask("T", Read($$"""{ "train": "a", "parameters": { "p": {{parameter}} } }"""));

        HyperparameterException error = Assert.Throws<HyperparameterException>(
            () => Hyperparameters.Choose(task, new Dictionary<string, object?> { ["p"] = "fast" }));

        Assert.Equal(type, Assert.Single(Hyperparameters.Describe(task)).Type);
        Assert.Contains($"a value of type {type} for 'p'", error.Message, StringComparison.Ordinal);
    }

    private void Write(string json) => _code.Write("flammable.json", json);

    private TaskManifest Read(string json)
    {
        Write(json);
        return _code.Compile().Manifest!;
    }

    private CompilationError Error(string json)
    {
        Write(json);
        return Assert.Single(_code.Errors());
    }
}
