using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Flammable.Completion;

/// <summary>The base of the completers: the word without its quotes, the answers with theirs, and never an error.</summary>
public abstract class FlamCompleter : IArgumentCompleter
{
    private const int MostShown = 200;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return [.. Complete(wordToComplete.Trim('\'', '"'), fakeBoundParameters).Take(MostShown)];
        }
        catch (Exception)
        {
            // Whatever is wrong with the library is told when the command runs, not while it is typed.
            return [];
        }
    }

    /// <summary>The answers for a word.</summary>
    /// <param name="word">What is typed so far, without quotes.</param>
    /// <param name="bound">The parameters typed so far, by name.</param>
    protected abstract IEnumerable<CompletionResult> Complete(string word, IDictionary bound);

    private protected static CompletionResult Result(string text, string listText, string tooltip) =>
        new(Quoted(text), listText, CompletionResultType.ParameterValue, tooltip);

    private protected static bool Begins(string text, string word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string text) => text.All(IsPlain)
        ? text
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    private static bool IsPlain(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/' or ':';
}
