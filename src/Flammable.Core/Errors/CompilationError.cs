namespace Flammable.Errors;

/// <summary>One error of the C# compiler.</summary>
/// <param name="Code">The compiler's code, such as <c>CS0103</c>.</param>
/// <param name="Message">The compiler's message.</param>
/// <param name="File">The file with the error; empty where the error belongs to no file.</param>
/// <param name="Line">The line, counted from 1; 0 where there is none.</param>
/// <param name="Column">The column, counted from 1; 0 where there is none.</param>
/// <param name="SourceText">The text of that line, or empty.</param>
public sealed record CompilationError(string Code, string Message, string File, int Line, int Column, string SourceText)
{
    /// <summary>The error as one line, in the compiler's own form: <c>file(line,column): error CODE: message</c>.</summary>
    public override string ToString() =>
        File.Length == 0 ? $"error {Code}: {Message}" : $"{File}({Line},{Column}): error {Code}: {Message}";
}
