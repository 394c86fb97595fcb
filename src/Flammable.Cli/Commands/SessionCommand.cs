using System.CommandLine;
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

    protected Library OpenLibrary(ParseResult parse) =>
        Library.Open(parse.GetValue(Session.Options.Library) is string folder ? Path.GetFullPath(folder) : null);
}
