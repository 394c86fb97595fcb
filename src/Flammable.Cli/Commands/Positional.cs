using System.CommandLine;

namespace Flammable.Cli.Commands;

/// <summary>Arguments that stand without a name.</summary>
internal static class Positional
{
    /// <summary>An argument that refuses an empty text and what looks like an option: a mistyped one would else be taken for a path.</summary>
    public static Argument<T> Create<T>(string name, string description, ArgumentArity arity)
    {
        var argument = new Argument<T>(name) { Description = description, Arity = arity };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
            {
                result.AddError($"'{name}' must not be empty.");
            }

            foreach (string option in result.Tokens.Select(token => token.Value).Where(value => value.StartsWith('-') && value.Length > 1))
            {
                result.AddError($"Unrecognized option '{option}'. A file of that name is written './{option}'.");
            }
        });
        return argument;
    }

    public static Argument<string?> Optional(string name, string description) =>
        Create<string?>(name, description, ArgumentArity.ZeroOrOne);

    public static Argument<string> Required(string name, string description) =>
        Create<string>(name, description, ArgumentArity.ExactlyOne);
}
