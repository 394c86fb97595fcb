namespace Flammable.Verifying;

/// <summary>One thing that a snapshot records, beside what it was when the snapshot was trained again.</summary>
/// <param name="Part">What it belongs to.</param>
/// <param name="Item">Its name, such as <c>Train/loss</c> or <c>final.json</c>.</param>
/// <param name="IsSame">Whether it is the same, bit by bit; <see langword="null"/> where that cannot be told.</param>
/// <param name="Expected">What the snapshot records; <see langword="null"/> where it records nothing.</param>
/// <param name="Actual">What it is now; <see langword="null"/> where there is nothing.</param>
/// <param name="Message">What differs, or why it cannot be told; <see langword="null"/> where it is the same.</param>
public sealed record VerifiedItem(VerifiedPart Part, string Item, bool? IsSame, string? Expected, string? Actual, string? Message = null)
{
    /// <summary>The item and whether it is the same, such as <c>final.json same</c>.</summary>
    public override string ToString() => $"{Item} {(IsSame switch { true => "same", false => "different", null => "unknown" })}";

    /// <summary>Compares two texts; one that is missing leaves the question open.</summary>
    internal static VerifiedItem Of(VerifiedPart part, string item, string? expected, string? actual) => (expected, actual) switch
    {
        (null, _) => new VerifiedItem(part, item, null, expected, actual, "The snapshot has no record of it."),
        (_, null) => new VerifiedItem(part, item, null, expected, actual, "The training did not use it."),
        _ when expected == actual => new VerifiedItem(part, item, true, expected, actual),
        _ => new VerifiedItem(part, item, false, expected, actual, "It has changed."),
    };
}
