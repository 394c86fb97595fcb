using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Running;

namespace Flammable.Cli.Commands;

/// <summary>A command of <c>flam</c>.</summary>
internal abstract class SessionCommand : Command
{
    protected SessionCommand(string name, string description, Session session)
        : base(name, description)
    {
        Session = session;
        SetAction(Run);
    }

    protected Session Session { get; }

    /// <summary>Does what the command line says.</summary>
    /// <returns>The exit code.</returns>
    protected abstract int Run(ParseResult parse);

    protected Library OpenLibrary(ParseResult parse) => Library.Open(LibraryFolder(parse));

    /// <summary>The full path of the folder that <c>--library</c> names; <see langword="null"/> where it is left out.</summary>
    protected string? LibraryFolder(ParseResult parse) => parse.GetValue(Session.Options.Library) switch
    {
        null => null,
        "" => throw new UsageException("--library must not be empty.", "Leave it out for the configured folder."),
        string folder => FullPath.Of(folder),
    };
}
