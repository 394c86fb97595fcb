namespace Flammable.Cli.Tests.Fixtures;

/// <summary>The source text of tasks.</summary>
internal static class TaskCode
{
    public const string FileName = "DemoTask.cs";

    /// <summary>A task that trains, tests and evaluates.</summary>
    public static string Whole { get; } = Of(
        train: """Console.WriteLine("training"); Snapshot.Train.Append("loss", 0.5); Snapshot.Train.Append("loss", 0.25); Snapshot.SaveModel("final.txt", stream => stream.WriteByte(42));""",
        test: """Snapshot.Test.Store("accuracy", 0.97);""",
        evalPath: """File.WriteAllText(outputPath, File.ReadAllText(inputPath).ToUpperInvariant());""");

    /// <summary>A task that prints <c>started</c> and never ends by itself.</summary>
    public static string Endless { get; } = Of(
        train: """Console.WriteLine("started"); while (true) { Run.Cancellation.ThrowIfCancellationRequested(); Thread.Sleep(10); }""");

    public static string Of(string train = "", string? test = null, string? evalPath = null, string name = "DemoTask") => $$"""
        using System;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using Flammable;

        public sealed class {{name}} : FlamTask
        {
            public override void Train() { {{train}} }
            {{(test is null ? "" : $"public override void Test() {{ {test} }}")}}
            {{(evalPath is null ? "" : $"public override void EvalPath(string inputPath, string outputPath) {{ {evalPath} }}")}}
        }
        """;
}
