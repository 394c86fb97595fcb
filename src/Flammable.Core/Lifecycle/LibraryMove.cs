namespace Flammable.Lifecycle;

/// <summary>A library that has been moved.</summary>
/// <param name="Source">The full path of the folder that it was.</param>
/// <param name="Destination">The full path of the folder that it is now.</param>
/// <param name="Bytes">The sum of the lengths of its files.</param>
/// <param name="IsConfigured">Whether the user's configuration names the new folder.</param>
/// <param name="IsNamedByEnvironment">Whether <c>FLAMMABLE_LIBRARY</c> names the old folder still.</param>
public sealed record LibraryMove(string Source, string Destination, long Bytes, bool IsConfigured, bool IsNamedByEnvironment);
