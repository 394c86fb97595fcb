using System.Xml.Linq;
using Flammable.Help;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: HelpBuilder <folder with the pages> <help file to write>");
    return 2;
}

string pageFolder = args[0];
string helpFile = Path.GetFullPath(args[1]);
string helpFolder = Path.GetDirectoryName(helpFile)!;

try
{
    HelpPage[] pages = [.. Directory.GetFiles(pageFolder, "*-*.md").Order(StringComparer.Ordinal).Select(PageReader.Read)];
    Directory.CreateDirectory(helpFolder);
    new XDocument(new XDeclaration("1.0", "utf-8", null), MamlWriter.Write(pages)).Save(helpFile);
    foreach (string topic in Directory.GetFiles(pageFolder, "about_*.help.txt"))
    {
        File.Copy(topic, Path.Combine(helpFolder, Path.GetFileName(topic)), overwrite: true);
    }

    return 0;
}
catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"HelpBuilder: error: {problem.Message}");
    return 1;
}
