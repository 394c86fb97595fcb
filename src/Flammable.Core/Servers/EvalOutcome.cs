using System.Text.Json;
using Flammable.Execution;

namespace Flammable.Servers;

/// <summary>What became of one sample that a server was sent.</summary>
public sealed record EvalOutcome
{
    private const int Good = 200;

    private object? _result;

    /// <summary>The prediction as one line of JSON in UTF-8; empty where <see cref="Error"/> says why there is none.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The prediction: a number, text, truth value, array or dictionary; <see langword="null"/> where there is none.</summary>
    public object? Result => _result ??= Json.IsEmpty ? null : Read(Json);

    /// <summary>Why there is no prediction, as one sentence; <see langword="null"/> where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>The status of HTTP that the sample alone would have got: 200, 400 and 422 where it is no sample for the task, 413 where it is too long, 500 where the task failed, 503, 504.</summary>
    public int Status { get; init; } = Good;

    private static object? Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return PlainJson.Read(document.RootElement);
    }
}
