using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Cli.Serving;
using Flammable.Serving;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam server</c>: serves a trained snapshot's model to other programs.</summary>
internal sealed class ServerCommand : SessionCommand
{
    private readonly Option<string?> _path = TaskArguments.PathOption();
    private readonly Option<bool> _ignore = TaskArguments.Ignore();
    private readonly Option<string?> _snapshot = TaskArguments.Snapshot();
    private readonly ListenOptions _listen = new();
    private readonly ServingLimits _limits = new();

    public ServerCommand(Session session)
        : base("server", "Serves the last snapshot's model over a socket or HTTP, until Ctrl+C.", session)
    {
        Options.Add(_path);
        Options.Add(_ignore);
        Options.Add(_snapshot);
        _listen.AddTo(this);
        _limits.AddTo(this);
        Validators.Add(result => TaskArguments.Exclude(result, _path, _snapshot));
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        Snapshot? named = parse.GetValue(_snapshot) is string id ? library.GetSnapshot(id) : null;
        Snapshot snapshot = library.FindTrained(new EvalRequest
        {
            Path = named is null ? Session.ResolvePath(parse.GetValue(_path)) : null,
            Snapshot = named,
            Ignore = parse.GetValue(_ignore),
        });
        ServerStart start = _listen.Fill(parse, new ServerStart
        {
            Library = library.Folder,
            Snapshot = snapshot,
            Serving = _limits.Serving(parse),
            MaxRequestSize = _limits.MaxRequestSize(parse),
        });
        bool isVerbose = parse.GetValue(Session.Options.Verbose);
        using var reporter = new RunReporter(Session.Terminal, Session.Terminal.Output, isVerbose);
        ServerRun.Serve(library, start, isVerbose, reporter, Tell, Session.Cancellation);
        return ExitCode.Done;
    }

    private void Tell(ModelServer server)
    {
        lock (Session.Terminal.Turn)
        {
            ServerView.Print(server, Session.Terminal);
        }
    }
}
