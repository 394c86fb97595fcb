namespace Flammable.Cli.Serving;

/// <summary>What the entrance needs to know of a route.</summary>
/// <param name="Name">Its name in metrics and logs.</param>
/// <param name="IsOpen">Whether it answers without a token.</param>
/// <param name="IsControl">Whether it exists on the socket alone.</param>
internal sealed record RouteKind(string Name, bool IsOpen = false, bool IsControl = false)
{
    /// <summary>Where there is no route.</summary>
    public static RouteKind None { get; } = new("none");
}
