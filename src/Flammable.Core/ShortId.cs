namespace Flammable;

/// <summary>The random ids of snapshots and servers: short enough to be typed.</summary>
internal static class ShortId
{
    private const int Length = 5;

    /// <summary>Five small letters.</summary>
    public static string New() => new(Random.Shared.GetItems<char>("abcdefghijklmnopqrstuvwxyz", Length));
}
