namespace Flammable.Help;

/// <summary>The help of one cmdlet. A parameter that differs from set to set appears once for each form.</summary>
internal sealed record HelpPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyList<HelpParameter> Parameters,
    IReadOnlyList<HelpText> Inputs,
    IReadOnlyList<HelpText> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Links);

/// <summary>A heading and the paragraphs below it.</summary>
internal sealed record HelpText(string Title, IReadOnlyList<string> Paragraphs);

/// <summary>An example: what to type, and what comes of it.</summary>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A parameter in one form, with the facts of the page's block, such as <c>Type</c> and <c>Position</c>.</summary>
internal sealed record HelpParameter(string Name, IReadOnlyList<string> Description, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>A fact's value; empty where the page does not say.</summary>
    public string Fact(string name) => Facts.GetValueOrDefault(name, "");

    /// <summary>Whether the parameter belongs to a parameter set.</summary>
    public bool IsIn(string parameterSet) =>
        Fact("Parameter Sets").Split(',', StringSplitOptions.TrimEntries).Any(set => set == "(All)" || set == parameterSet);
}
