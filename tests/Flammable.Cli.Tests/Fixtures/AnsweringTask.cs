namespace Flammable.Cli.Tests.Fixtures;

/// <summary>The source text of tasks that answer single samples.</summary>
internal static class AnsweringTask
{
    /// <summary>A task that multiplies numbers, and fails on all else.</summary>
    public static string Times(int factor) => Of($"sample is double x ? x * {factor} : throw new ArgumentException()");

    /// <summary>A task with an answer to <c>sample</c>, a constructor, and other members.</summary>
    public static string Of(string answer, string constructor = "", string members = "") => $$"""
        using System;
        using System.IO;
        using System.Threading;
        using Flammable;

        public sealed class DemoTask : FlamTask
        {
            public DemoTask() { {{constructor}} }
            {{members}}
            public override void Train() { }
            public override object? Eval(object? sample) => {{answer}};
        }
        """;
}
