namespace Flammable.Cli.Tests.Serving;

/// <summary>The source text of tasks that are served.</summary>
internal static class ServedTask
{
    /// <summary>
    /// A task that doubles numbers, adds up arrays, and does what a text tells it: throw, refuse, hang, give NaN, print, or wait until
    /// a file is there or some milliseconds have gone.
    /// </summary>
    public static string Obedient { get; } = Of("""
            sample switch
            {
                double number => number * 2,
                double[] numbers => numbers.Sum(),
                "throw" => throw new InvalidOperationException("a secret"),
                "refuse" => throw new ArgumentException("a sample is no word", "sample"),
                "hang" => Hang(),
                "nan" => double.NaN,
                "empty" => null,
                string text when text.StartsWith("print ") => Print(text[6..]),
                string text when text.StartsWith("pause ") => Pause(text[6..]),
                string text when text.StartsWith("wait ") => Wait(text[5..]),
                _ => sample,
            }
        """);

    /// <summary>A task that takes one sample after the other, and reads no CSV.</summary>
    public static string Of(string eval) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text.Json;
        using System.Threading;
        using Flammable;

        public sealed class DemoTask : FlamTask
        {
            public override void Train() => Snapshot.SaveModel("final.txt", stream => stream.WriteByte(42));

            public override object? Eval(object? sample) => {{eval}};

            protected override object? ReadSample(JsonElement json) => json.ValueKind == JsonValueKind.False
                ? throw new ArgumentException("A sample is never false.", "sample")
                : base.ReadSample(json);

            private static object? Hang() { Thread.Sleep(Timeout.Infinite); return null; }

            private static object? Print(string text) { Console.WriteLine(text); return text.Length; }

            private static object? Pause(string milliseconds) { Thread.Sleep(int.Parse(milliseconds)); return "paused"; }

            private static object? Wait(string file) { while (!File.Exists(file)) { Thread.Sleep(5); } return "waited"; }
        }
        """;

    /// <summary>A task that tells how many samples were evaluated together with each, and reads CSV.</summary>
    public static string Batches { get; } = """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using Flammable;

        public sealed class DemoTask : FlamTask
        {
            public override void Train() => Snapshot.SaveModel("final.txt", stream => stream.WriteByte(42));

            public override IReadOnlyList<object?> EvalBatch(IReadOnlyList<object?> samples)
            {
                while (samples[0] is string file && !File.Exists(file)) { Thread.Sleep(5); }
                return [.. samples.Select(_ => (object?)samples.Count)];
            }

            protected override object? ReadCsvSample(IReadOnlyList<string> fields) => fields.Count == 2
                ? string.Join("|", fields) is "bad|row" ? throw new ArgumentException("The row is bad.", "sample") : double.Parse(fields[0], CultureInfo.InvariantCulture)
                : throw new ArgumentException("A row has two fields.", "sample");
        }
        """;

    /// <summary>A task that gives back the fields of a line of CSV.</summary>
    public static string Fields { get; } = """
        using System.Collections.Generic;
        using Flammable;

        public sealed class DemoTask : FlamTask
        {
            public override void Train() => Snapshot.SaveModel("final.txt", stream => stream.WriteByte(42));

            public override object? Eval(object? sample) => sample;

            protected override object? ReadCsvSample(IReadOnlyList<string> fields) => fields;
        }
        """;
}
