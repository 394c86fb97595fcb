using System.Globalization;
using System.Text.RegularExpressions;

namespace Flammable.Comparing;

/// <summary>Whether two lines of predictions say the same.</summary>
internal static partial class PredictionLine
{
    /// <summary>Compares two lines.</summary>
    /// <param name="one">A line.</param>
    /// <param name="other">Its counterpart.</param>
    /// <param name="tolerance">How far a number of one may be from its counterpart; 0 for lines that are the same to the letter.</param>
    public static bool IsSame(string one, string other, double tolerance)
    {
        if (one == other)
        {
            return true;
        }

        if (tolerance <= 0)
        {
            return false;
        }

        MatchCollection left = Number().Matches(one);
        MatchCollection right = Number().Matches(other);
        return left.Count == right.Count
            && Number().Replace(one, "\0") == Number().Replace(other, "\0")
            && left.Zip(right).All(pair => IsNear(pair.First.ValueSpan, pair.Second.ValueSpan, tolerance));
    }

    private static bool IsNear(ReadOnlySpan<char> one, ReadOnlySpan<char> other, double tolerance) =>
        one.SequenceEqual(other)
        || Math.Abs(double.Parse(one, NumberStyles.Float, CultureInfo.InvariantCulture) - double.Parse(other, NumberStyles.Float, CultureInfo.InvariantCulture)) <= tolerance;

    // A digit in a word is part of a name: class_1 is not near class_2.
    [GeneratedRegex(@"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
