namespace Flammable.Errors;

/// <summary>A server cannot be found, started, stopped or talked to.</summary>
/// <param name="message">One sentence: the server or the address, its state.</param>
/// <param name="problem">The kind of trouble.</param>
/// <param name="innerException">What the system said, if it did.</param>
public sealed class ServerException(string message, ServerProblem problem, Exception? innerException = null)
    : FlammableException(message, innerException)
{
    /// <summary>The kind of trouble.</summary>
    public ServerProblem Problem { get; } = problem;

    /// <summary>The server's id, or what was asked for in its place; <see langword="null"/> where there is none.</summary>
    public string? Server { get; init; }

    /// <summary>The ids that match where several do; else empty.</summary>
    public IReadOnlyList<string> Matches { get; init; } = [];

    /// <summary>What helps, line by line, where the server's own process said it; else empty.</summary>
    public IReadOnlyList<string> Remedy { get; init; } = [];

    /// <summary>The name of the exception that kept the server's own process from serving; <see langword="null"/> where it named none.</summary>
    public string? Cause { get; init; }

    /// <summary>The exit code of the process that did not become a server; <see langword="null"/> for all else.</summary>
    public int? ExitCode { get; init; }
}
