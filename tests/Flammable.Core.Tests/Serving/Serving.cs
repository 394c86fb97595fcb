using System.Text;
using System.Text.Json;
using Flammable.Serving;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Serving;

/// <summary>A trained task that is served, or that tests serve.</summary>
public sealed class Serving : IDisposable
{
    /// <summary>A timeout to wait for, in which a busy machine has time to answer all the same.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The experiment of the task.</summary>
    public Experimenting Experiment { get; } = new();

    /// <summary>A task with an <c>Eval</c> of one expression, in which <c>x</c> is the sample where it is a number.</summary>
    public static string Evaluating(string expression, string members = "") => TaskCode.Task(
        $$"""
            {{members}}
            public override void Train() { }
            public override object? Eval(object? sample)
            {
                double x = sample is double number ? number : double.NaN;
                return {{expression}};
            }
        """,
        "ServedTask");

    /// <summary>A task whose <c>Eval</c> waits at a gate, and gives its sample back.</summary>
    public static string AtGate(Gate gate, string more = "") =>
        Evaluating("Pass(x)", $$"""private static double Pass(double x) { {{more}} {{gate.Statements}} return x; }""");

    /// <summary>Trains a task.</summary>
    public Snapshot Train(string code)
    {
        Experiment.Write("Task.cs", code);
        return Experiment.Train()!;
    }

    /// <summary>Serves a snapshot.</summary>
    public ModelHost Serve(Snapshot snapshot, ServingOptions? options = null) =>
        Experiment.Library.Serve(snapshot, options, Experiment.Events, TestContext.Current.CancellationToken);

    /// <summary>Trains a task and serves it.</summary>
    public ModelHost Serve(string code, ServingOptions? options = null) => Serve(Train(code), options);

    public void Dispose() => Experiment.Dispose();

    /// <summary>The result for a sample, both as JSON.</summary>
    public static string Ask(ModelHost host, string json) => Text(Begin(host, json).GetAwaiter().GetResult());

    /// <summary>Sends a sample and does not wait.</summary>
    public static Task<EvalAnswer> Begin(ModelHost host, string json, bool waitForRoom = false) =>
        host.EvalAsync(Json(json), waitForRoom, TestContext.Current.CancellationToken);

    public static string Text(EvalAnswer answer) => Encoding.UTF8.GetString(answer.Json);

    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
