using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Tests.Fixtures;

/// <summary>A library and a folder with a <c>flammable.json</c> and shell scripts, both temporary.</summary>
public sealed class ScriptTask : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public ScriptTask(string name = "Script")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts of this test are run by /bin/sh.");
        Folder = _root.At(name);
        Directory.CreateDirectory(Folder);
        Library = Library.Open(_root.At("library"));
    }

    /// <summary>The full path of the folder of code.</summary>
    public string Folder { get; }

    public Library Library { get; }

    /// <summary>What the runs told.</summary>
    public RecordedEvents Events { get; } = new();

    /// <summary>The full path of something beside the folder.</summary>
    public string Beside(string name) => _root.At(name);

    /// <summary>Writes the manifest.</summary>
    public ScriptTask Manifest(string json)
    {
        File.WriteAllText(Path.Combine(Folder, "flammable.json"), json);
        return this;
    }

    /// <summary>Writes a script that can be run.</summary>
    public ScriptTask Script(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return this;
    }

    /// <summary>Makes a task whose training is a script.</summary>
    public ScriptTask Training(string script) => Manifest("""{ "train": "./train.sh" }""").Script("train.sh", script);

    /// <summary>Makes a task whose samples are answered by a shell script, trains it and imports it.</summary>
    public ImportedTask Serving(string script, string manifest = "") =>
        Manifest($$"""{ "train": "true", "serve": "./serve.sh"{{manifest}} }""").Script("serve.sh", script).Import();

    /// <summary>Makes a task whose samples are answered by a Python function <c>answer(told)</c>, trains it and imports it.</summary>
    public ImportedTask ServingPython(string answer, string manifest = "")
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists($"{folder}/python3")), "There is no python3.");
        File.WriteAllText(Path.Combine(Folder, "serve.py"), $"""
            import json, math, os, sys
            {answer.ReplaceLineEndings("\n")}
            for line in sys.stdin:
                print(json.dumps(answer(json.loads(line))), flush=True)
            """);
        return Manifest($$"""{ "train": "true", "serve": "python3 serve.py"{{manifest}} }""").Import();
    }

    public ImportedTask Import() => Library.Import(Train(), Events, TestContext.Current.CancellationToken);

    public Snapshot Train(TrainRequest? request = null, CancellationToken? cancellation = null) =>
        Library.Train(request ?? new TrainRequest(Folder), Events, cancellation ?? TestContext.Current.CancellationToken)!;

    public Snapshot Test(Snapshot? snapshot = null) =>
        Library.Test(new TestRequest { Path = Folder, Snapshot = snapshot }, Events, TestContext.Current.CancellationToken);

    public string Eval(string input)
    {
        string output = Beside("predictions.txt");
        File.WriteAllText(Beside("samples.txt"), input);
        using EvalSession session = Library.OpenEval(new EvalRequest { Path = Folder });
        session.Eval(Beside("samples.txt"), output, Events, TestContext.Current.CancellationToken);
        return File.ReadAllText(output);
    }

    public void Dispose() => _root.Dispose();
}
