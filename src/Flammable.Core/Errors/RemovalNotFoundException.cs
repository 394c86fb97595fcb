namespace Flammable.Errors;

/// <summary>Nothing in the trash, or more than one thing, is what was meant.</summary>
public sealed class RemovalNotFoundException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: what was looked for, and where.</param>
    /// <param name="id">What was asked for.</param>
    /// <param name="matches">The ids of the removals that match where several do; else empty.</param>
    public RemovalNotFoundException(string message, string id, IReadOnlyList<string>? matches = null)
        : base(message)
    {
        Id = id;
        Matches = matches ?? [];
    }

    /// <summary>What was asked for.</summary>
    public string Id { get; }

    /// <summary>The ids of the removals that match where several do; else empty.</summary>
    public IReadOnlyList<string> Matches { get; }
}
