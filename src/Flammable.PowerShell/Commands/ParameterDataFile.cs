using System.Globalization;
using System.Management.Automation.Language;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Commands;

/// <summary>Reads values of hyperparameters from a file: JSON, or a PowerShell data file (.psd1), of which no code runs.</summary>
internal static class ParameterDataFile
{
    /// <exception cref="ParameterFileException">The file is missing, unreadable, or holds something else.</exception>
    public static IReadOnlyDictionary<string, object?> Read(string path) =>
        path.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase) ? ReadData(path) : ParameterFile.Read(path);

    private static Dictionary<string, object?> ReadData(string path)
    {
        ScriptBlockAst script = Parser.ParseInput(ParameterFile.ReadText(path), path, out _, out ParseError[] errors);
        if (errors is [{ } first, ..])
        {
            throw Error(
                path,
                first.Extent,
                $"is no data of PowerShell: {first.Message.TrimEnd('.')}",
                first.ErrorId == "DuplicateKeyInHashLiteral" ? ParameterFileProblem.DuplicateName : ParameterFileProblem.Malformed);
        }

        return Table(script) is { } table
            ? ReadTable(path, table)
            : throw new ParameterFileException(
                $"The file '{path}' holds something else than one hashtable.", path, ParameterFileProblem.Malformed);
    }

    private static HashtableAst? Table(ScriptBlockAst script) => script is
    {
        UsingStatements.Count: 0,
        ParamBlock: null,
        BeginBlock: null,
        ProcessBlock: null,
        DynamicParamBlock: null,
        EndBlock: { Unnamed: true, Statements: [PipelineAst only] },
    }
        ? only.GetPureExpression() as HashtableAst
        : null;

    private static Dictionary<string, object?> ReadTable(string path, HashtableAst table)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach ((ExpressionAst key, StatementAst statement) in table.KeyValuePairs)
        {
            string name = Convert.ToString(Constant(path, key, key), CultureInfo.InvariantCulture)!;
            object? value = Constant(path, (statement as PipelineAst)?.GetPureExpression(), statement);
            if (value is not (null or string or bool or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal))
            {
                throw Error(path, statement.Extent, $"has no number, text, truth value or null for '{name}'", ParameterFileProblem.UnsupportedValue);
            }

            if (!values.TryAdd(name, value))
            {
                throw Error(path, key.Extent, $"names '{name}' a second time", ParameterFileProblem.DuplicateName);
            }
        }

        return values;
    }

    private static object? Constant(string path, ExpressionAst? expression, Ast place)
    {
        try
        {
            return (expression ?? throw new InvalidOperationException()).SafeGetValue();
        }
        catch (InvalidOperationException)
        {
            throw Error(path, place.Extent, $"has code, which is not run: '{place.Extent.Text}'", ParameterFileProblem.Malformed);
        }
    }

    private static ParameterFileException Error(string path, IScriptExtent place, string what, ParameterFileProblem problem) =>
        new($"Line {place.StartLineNumber} of the file '{path}' {what}.", path, problem);
}
