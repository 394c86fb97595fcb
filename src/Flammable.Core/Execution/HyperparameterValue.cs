using System.Globalization;

namespace Flammable.Execution;

/// <summary>Turns what a user wrote, or what a snapshot recorded, into the type of a hyperparameter.</summary>
internal static class HyperparameterValue
{
    /// <summary>Converts a value; whole numbers are not made of others.</summary>
    /// <returns>Whether the type can hold the value.</returns>
    public static bool TryConvert(object? value, Type type, out object? converted)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        converted = value;
        if (value is null)
        {
            return target != type || !type.IsValueType;
        }

        try
        {
            converted = target.IsInstanceOfType(value) ? value
                : target.IsEnum ? Choice(value, target)
                : value is string span && target == typeof(TimeSpan) ? TimeSpan.Parse(span, CultureInfo.InvariantCulture)
                : value is string text && IsFractional(target) ? Convert.ChangeType(Number(text), target, CultureInfo.InvariantCulture)
                : value is bool ? throw new FormatException()
                : Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
            return IsFractional(target) || IsSame(value, converted);
        }
        catch (Exception error) when (error is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether two values are the same, though one may be a number and the other its text.</summary>
    public static bool IsSame(object? left, object? right)
    {
        string a = Text(left), b = Text(right);
        return a.Equals(b, StringComparison.OrdinalIgnoreCase)
            || (double.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out double x)
                && double.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out double y)
                && x.Equals(y));
    }

    private static bool IsFractional(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(decimal);

    // No separators of thousands: a decimal comma would turn 0,5 into 5.
    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static object Choice(object value, Type target) =>
        Enum.Parse(target, Text(value), ignoreCase: true) is { } choice && Enum.IsDefined(target, choice)
            ? choice
            : throw new FormatException();

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
