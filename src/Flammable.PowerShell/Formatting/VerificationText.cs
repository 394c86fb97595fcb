using Flammable.Verifying;

namespace Flammable.Formatting;

/// <summary>What the views show of a verification beyond its properties.</summary>
public static class VerificationText
{
    /// <summary>How many items differ, as <c>2 of 14</c>; empty where none does.</summary>
    /// <param name="verification">The verification.</param>
    public static string Count(Verification verification) =>
        Different(verification) is { Length: > 0 } different ? $"{different.Length} of {verification.Items.Count}" : "";

    /// <summary>The items that differ, a line each: <c>Series Train/loss: Value 3 was 0.5 and is 0.4.</c></summary>
    /// <param name="verification">The verification.</param>
    public static string Differences(Verification verification) =>
        string.Join(Environment.NewLine, Different(verification).Select(item => $"{item.Part} {item.Item}: {item.Message}"));

    private static VerifiedItem[] Different(Verification verification) =>
        [.. (verification ?? throw new ArgumentNullException(nameof(verification))).Items.Where(item => item.IsSame == false)];
}
