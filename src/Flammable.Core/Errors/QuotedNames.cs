namespace Flammable.Errors;

/// <summary>Names in a message: in single quotes, and not more of them than a reader takes in.</summary>
internal static class QuotedNames
{
    private const int Shown = 5;

    /// <summary>The first names, and how many there are beside them.</summary>
    public static string Of(IReadOnlyList<string> names)
    {
        string list = string.Join(", ", names.Take(Shown).Select(name => $"'{name}'"));
        return names.Count > Shown ? $"{list} and {names.Count - Shown} more" : list;
    }
}
