using System.Collections;
using System.Globalization;

namespace Flammable.Execution;

/// <summary>Turns samples as scripts have them into what tasks take.</summary>
internal static class SampleConversion
{
    /// <summary>
    /// A list of numbers becomes a <c>double[]</c>, any other list an array, an untyped dictionary one with texts as keys, each
    /// with its elements converted likewise. An array of a type of its own, and everything else, stays what it is.
    /// </summary>
    public static object? Plain(object? sample) => sample switch
    {
        IDictionary table => table.Keys.Cast<object>().ToDictionary(
            key => Convert.ToString(key, CultureInfo.InvariantCulture)!, key => Plain(table[key])),
        object?[] or ArrayList or List<object?> => OfItems([.. ((IList)sample).Cast<object?>().Select(Plain)]),
        _ => sample,
    };

    /// <summary>Converts a sample to the type that a task takes, where it is a number, a text, or an array of what can be converted.</summary>
    /// <returns>The converted sample; the plain one where there is no way.</returns>
    public static object? To(Type type, object? sample) =>
        type.IsInstanceOfType(sample) ? sample
            : TryConvert(sample, type, out object? converted) ? converted
            : Plain(sample);

    private static object OfItems(object?[] items)
    {
        if (items.Length > 0 && Array.TrueForAll(items, IsNumber))
        {
            return Array.ConvertAll(items, item => Convert.ToDouble(item, CultureInfo.InvariantCulture));
        }

        return items.Length > 0 && Array.TrueForAll(items, item => item is double[])
            ? Array.ConvertAll(items, item => (double[])item!)
            : items;
    }

    private static bool IsNumber(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;

    private static bool TryConvert(object? value, Type type, out object? converted)
    {
        if (type.IsSZArray && value is IEnumerable items and not string)
        {
            Type elementType = type.GetElementType()!;
            var elements = new List<object?>();
            foreach (object? item in items)
            {
                if (!TryConvert(item, elementType, out object? element))
                {
                    converted = null;
                    return false;
                }

                elements.Add(element);
            }

            Array array = Array.CreateInstance(elementType, elements.Count);
            for (int i = 0; i < elements.Count; i++)
            {
                array.SetValue(elements[i], i);
            }

            converted = array;
            return true;
        }

        return HyperparameterValue.TryConvert(value, type, out converted);
    }
}
