using System.Text;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class ParameterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_texts_truth_values_and_null_are_read()
    {
        IReadOnlyDictionary<string, object?> values = ParameterFile.Read(_folder.Write(
            "values.json",
            """{ "Rate": 1e-3, "Units": -8, "Seed": 18446744073709551615, "Optimizer": "größer", "Flag": true, "Other": false, "None": null, "": "" }"""));

        Assert.Equal(
            [("Rate", 0.001), ("Units", -8L), ("Seed", ulong.MaxValue), ("Optimizer", "größer"), ("Flag", true), ("Other", false), ("None", null), ("", "")],
            values.Select(value => (value.Key, value.Value)));
        Assert.Equal(0.001, values["RATE"]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Byte_order_mark_is_understood(string encoding)
    {
        string path = _folder.At("values.json");
        File.WriteAllText(path, """{ "Rate": 1 }""", Encoding.GetEncoding(encoding));

        Assert.Equal(1L, ParameterFile.Read(path)["Rate"]);
    }

    [Theory]
    [InlineData("", "Line 1 of the file '{0}' is not JSON.", ParameterFileProblem.Malformed)]
    [InlineData("Rate: 1", "Line 1 of the file '{0}' is not JSON.", ParameterFileProblem.Malformed)]
    [InlineData("{\n \"Rate\": 1,\n \"Units\" 2\n}", "Line 3 of the file '{0}' is not JSON.", ParameterFileProblem.Malformed)]
    [InlineData("{ \"Rate\": 1", "Line 1 of the file '{0}' is not JSON.", ParameterFileProblem.Malformed)]
    [InlineData("{ \"Rate\": 1 }\n{ }", "Line 2 of the file '{0}' is not JSON.", ParameterFileProblem.Malformed)]
    [InlineData("{ \"Rate\": \"\\ud800\" }", "The file '{0}' has a text that is not Unicode.", ParameterFileProblem.Malformed)]
    [InlineData("\n[1]", "The file '{0}' holds no JSON object.", ParameterFileProblem.Malformed)]
    [InlineData("null", "The file '{0}' holds no JSON object.", ParameterFileProblem.Malformed)]
    [InlineData("{\n\n \"Rate\": [1]\n}", "Line 3 of the file '{0}' has no number, text, truth value or null for 'Rate'.", ParameterFileProblem.UnsupportedValue)]
    [InlineData("{ \"Rate\": { \"x\": 1 } }", "Line 1 of the file '{0}' has no number, text, truth value or null for 'Rate'.", ParameterFileProblem.UnsupportedValue)]
    [InlineData("{ \"Rate\": 1e999 }", "Line 1 of the file '{0}' has no number, text, truth value or null for 'Rate'.", ParameterFileProblem.UnsupportedValue)]
    [InlineData("{ \"Rate\": 1,\n \"rate\": 2 }", "Line 2 of the file '{0}' names 'rate' a second time.", ParameterFileProblem.DuplicateName)]
    public void What_is_wrong_is_said_with_file_and_line(string content, string message, ParameterFileProblem problem)
    {
        string path = _folder.Write("values.json", content);

        ParameterFileException error = Assert.Throws<ParameterFileException>(() => ParameterFile.Read(path));

        Assert.Equal((string.Format(null, message, path), path, problem), (error.Message, error.Path, error.Problem));
    }

    [Theory]
    [InlineData("no/such.json", ParameterFileProblem.Missing)]
    [InlineData("", ParameterFileProblem.NotReadable)]
    [InlineData("values.PSD1", ParameterFileProblem.UnknownFormat)]
    public void File_that_cannot_be_read_is_told(string name, ParameterFileProblem problem) =>
        Assert.Equal(problem, Assert.Throws<ParameterFileException>(() => ParameterFile.Read(_folder.At(name))).Problem);
}
