using System.Globalization;

namespace Flammable.Comparing;

/// <summary>When two values of a hyperparameter count as one.</summary>
internal static class SameValue
{
    /// <summary>Numbers are compared by what they are worth, whatever their type; NaN is the same as NaN.</summary>
    public static bool Of(object? first, object? second) =>
        Equals(first, second)
        || (IsNumber(first) && IsNumber(second) && !(first is long && second is long)
            && Convert.ToDouble(first, CultureInfo.InvariantCulture).Equals(Convert.ToDouble(second, CultureInfo.InvariantCulture)));

    private static bool IsNumber(object? value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;
}
