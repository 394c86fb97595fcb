namespace Flammable.Tests.Fixtures;

/// <summary>The source text of tasks.</summary>
public static class TaskCode
{
    /// <summary>A task whose training, test and evaluation all tell a number that is written in its code.</summary>
    public static string Counting(int number = 1, string name = "CountingTask") => Task(
        $$"""
            public override void Train()
            {
                Snapshot.Train.Append("number", {{number}});
                Snapshot.SaveModel("final.txt", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes("{{number}}")));
                Console.WriteLine("trained {{number}}");
            }

            public override void Test()
            {
                using var reader = new StreamReader(Snapshot.OpenModel());
                Snapshot.Test.Store("number", double.Parse(reader.ReadToEnd()));
                Console.WriteLine("tested {{number}}");
            }

            public override void EvalPath(string inputPath, string outputPath) =>
                File.WriteAllText(outputPath, File.ReadAllText(inputPath) + "{{number}}");
        """,
        name);

    /// <summary>A task that trains with the statements given.</summary>
    public static string Training(string statements, string name = "TrainingTask") => Task(
        $$"""
            public override void Train()
            {
                {{statements}}
            }
        """,
        name);

    /// <summary>A task with the members given.</summary>
    public static string Task(string members, string name) =>
        $$"""
        using Flammable;

        public sealed class {{name}} : FlamTask
        {
        {{members}}
        }
        """;
}
