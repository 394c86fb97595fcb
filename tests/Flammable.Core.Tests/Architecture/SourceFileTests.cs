using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Architecture;

public sealed class SourceFileTests
{
    [Fact]
    public void No_file_has_more_than_300_lines() => Assert.All(
        SourceTree.Files(), file => Assert.True(File.ReadLines(file).Count() <= 300, file));

    [Fact]
    public void File_is_named_after_a_type_in_it() => Assert.All(
        SourceTree.Files().Where(file => Path.GetFileName(file) is not ("GlobalUsings.cs" or "AssemblyInfo.cs")),
        file =>
        {
            string name = Path.GetFileNameWithoutExtension(file).Split('.')[0];
            Assert.Contains(SourceTree.Code(file), line => System.Text.RegularExpressions.Regex.IsMatch(
                line, $@"\b(class|record|struct|enum|interface)\s+{name}\b"));
        });
}
