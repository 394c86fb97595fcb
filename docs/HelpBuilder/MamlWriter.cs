using System.Xml.Linq;

namespace Flammable.Help;

/// <summary>Writes pages as MAML, the form of help that PowerShell reads for compiled cmdlets.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>One help file's root for all pages.</summary>
    public static XElement Write(IEnumerable<HelpPage> pages) =>
        new(Msh + "helpItems", new XAttribute("schema", "maml"), pages.Select(WritePage));

    private static XElement WritePage(HelpPage page) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            new XElement(Command + "verb", page.Name.Split('-')[0]),
            new XElement(Command + "noun", page.Name.Split('-')[1]),
            Description([page.Synopsis])),
        Description(page.Description),
        new XElement(Command + "syntax", page.ParameterSets.Select(set => WriteSyntax(page, set))),
        new XElement(
            Command + "parameters",
            page.Parameters.DistinctBy(parameter => parameter.Name).OrderBy(parameter => parameter.Name).Select(WriteParameter)),
        new XElement(Command + "inputTypes", page.Inputs.Select(type => WriteType("inputType", type))),
        new XElement(Command + "returnValues", page.Outputs.Select(type => WriteType("returnValue", type))),
        page.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paras(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(WriteExample)),
        new XElement(Command + "relatedLinks", page.Links.Select(link => new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", link)))));

    private static XElement WriteSyntax(HelpPage page, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", page.Name),
        page.Parameters
            .Where(parameter => parameter.IsIn(set))
            .OrderBy(parameter => int.TryParse(parameter.Fact("Position"), out int position) ? position : int.MaxValue)
            .ThenByDescending(parameter => parameter.Fact("Required") == "True")
            .Select(WriteParameter));

    private static XElement WriteParameter(HelpParameter parameter)
    {
        string type = parameter.Fact("Type");
        string isArray = Flag(type.EndsWith("[]", StringComparison.Ordinal));
        return new XElement(
            Command + "parameter",
            new XAttribute("required", Flag(parameter.Fact("Required") == "True")),
            new XAttribute("variableLength", isArray),
            new XAttribute("globbing", Flag(parameter.Fact("Accept wildcard characters") == "True")),
            new XAttribute("pipelineInput", parameter.Fact("Accept pipeline input")),
            new XAttribute("position", parameter.Fact("Position").ToLowerInvariant()),
            new XAttribute("aliases", parameter.Fact("Aliases") is { Length: > 0 } aliases ? aliases : "none"),
            new XElement(Maml + "name", parameter.Name),
            Description(parameter.Description),
            type == "SwitchParameter" ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), type),
            new XElement(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.Fact("Default value")));
    }

    private static XElement WriteType(string element, HelpText type) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Title)),
        Description(type.Paragraphs));

    private static XElement WriteExample(HelpExample example) => new(
        Command + "example",
        new XElement(Maml + "title", $"-------- {example.Title} --------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paras([.. example.Remarks, ""])));

    private static string Flag(bool value) => value ? "true" : "false";

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paras(paragraphs));

    private static IEnumerable<XElement> Paras(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph));
}
