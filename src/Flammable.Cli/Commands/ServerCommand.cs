using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Cli.Serving;
using Flammable.Execution;
using Flammable.Servers;
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
    private readonly Option<bool> _detach = DetachOptions.Detach();
    private readonly Option<bool> _detached = DetachOptions.Detached();
    private readonly Option<bool> _json = JsonOption.Create("Print the server as JSON when it answers; everything else goes to standard error.");

    public ServerCommand(Session session)
        : base("server", "Serves the last snapshot's model to other programs, until Ctrl+C.", session)
    {
        Options.Add(_path);
        Options.Add(_ignore);
        Options.Add(_snapshot);
        _listen.AddTo(this);
        _limits.AddTo(this);
        Options.Add(_detach);
        Options.Add(_detached);
        Options.Add(_json);
        Validators.Add(result => TaskArguments.Exclude(result, _path, _snapshot));
        Subcommands.Add(new ServerListCommand(session));
        Subcommands.Add(new ServerStopCommand(session));
        Subcommands.Add(new ServerSwapCommand(session));
    }

    protected override int Run(ParseResult parse)
    {
        if (parse.GetValue(_detached))
        {
            return Detachment.Run((warnings, started) => Serve(parse, Session.Terminal.Error, warnings, started));
        }

        if (!parse.GetValue(_detach))
        {
            TextWriter log = parse.GetValue(_json) ? Session.Terminal.Error : Session.Terminal.Output;
            return Serve(parse, log, null, server => Tell(parse, server));
        }

        ServerStart start = Start(OpenLibrary(parse), parse);
        Tell(parse, ServerDirectory.Open().Start(start, FlamProgram.Path, Warn, Session.Cancellation));
        return ExitCode.Done;
    }

    private int Serve(ParseResult parse, TextWriter log, IProgress<RunEvent>? warnings, Action<ModelServer> started)
    {
        Library library = OpenLibrary(parse);
        using var reporter = new RunReporter(Session.Terminal, log, parse.GetValue(Session.Options.Verbose));
        ServerRun.Serve(library, Start(library, parse), warnings is null ? [reporter] : [reporter, warnings], started, Session.Cancellation);
        return ExitCode.Done;
    }

    private ServerStart Start(Library library, ParseResult parse)
    {
        Snapshot? named = parse.GetValue(_snapshot) is string id ? library.GetSnapshot(id) : null;
        var request = new EvalRequest
        {
            Path = named is null ? Session.ResolvePath(parse.GetValue(_path)) : null,
            Snapshot = named,
            Ignore = parse.GetValue(_ignore),
        };
        return _listen.Fill(parse, new ServerStart
        {
            Library = library.Folder,
            Snapshot = library.FindTrained(request),
            Serving = _limits.Serving(parse),
            MaxRequestSize = _limits.MaxRequestSize(parse),
            IsVerbose = parse.GetValue(Session.Options.Verbose),
        });
    }

    private void Warn(string warning) => Session.Terminal.Error.WriteLine($"warning: {warning}");

    private void Tell(ParseResult parse, ModelServer server)
    {
        lock (Session.Terminal.Turn)
        {
            if (parse.GetValue(_json))
            {
                JsonOutput.Write(ServerOutput.ToJson(server));
            }
            else
            {
                ServerView.Print(server, parse.GetValue(_detach), Session.Terminal);
            }
        }
    }
}
