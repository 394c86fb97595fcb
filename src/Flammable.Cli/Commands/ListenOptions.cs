using System.CommandLine;
using System.CommandLine.Parsing;
using Flammable.Servers;

namespace Flammable.Cli.Commands;

/// <summary>The options that say where a server listens.</summary>
internal sealed class ListenOptions
{
    private readonly Option<string?> _socket = new("--socket")
    {
        Description = "The socket that only you can open (on Windows the name of a pipe); one of its own where it is left out.",
        HelpName = "path",
    };

    private readonly Option<int?> _port = new("--port")
    {
        Description = "Listen on this port of 127.0.0.1 too; clients need the token. 0 takes any that is free.",
        HelpName = "number",
    };

    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Listen on this address too, with TLS; clients need the token. Demands --certificate.",
        HelpName = "address:port",
    };

    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = "The certificate for --listen, as a PEM or PFX file. FLAMMABLE_CERTIFICATE_PASSWORD has its password.",
        HelpName = "file",
    };

    private readonly Option<string?> _certificateKey = new("--certificate-key")
    {
        Description = "The certificate's private key, as a PEM file, where the certificate's file does not hold it.",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_socket);
        command.Options.Add(_port);
        command.Options.Add(_listen);
        command.Options.Add(_certificate);
        command.Options.Add(_certificateKey);
        _port.Validators.Add(result =>
        {
            if (!int.TryParse(result.Tokens[0].Value, out int port) || port is < 0 or > 65535)
            {
                result.AddError("--port takes a number from 0 to 65535.");
            }
        });
        command.Validators.Add(Check);
    }

    /// <summary>What is to be started, with the places to listen on.</summary>
    public ServerStart Fill(ParseResult parse, ServerStart start) => start with
    {
        SocketPath = parse.GetValue(_socket) is string socket ? (OperatingSystem.IsWindows() ? socket : FullPath.Of(socket)) : null,
        Port = parse.GetValue(_port),
        Listen = parse.GetValue(_listen),
        Certificate = Full(parse.GetValue(_certificate)),
        CertificateKey = Full(parse.GetValue(_certificateKey)),
    };

    private static string? Full(string? path) => path is null ? null : FullPath.Of(path);

    private void Check(CommandResult result)
    {
        if (IsGiven(_port) && IsGiven(_listen))
        {
            result.AddError("--port and --listen exclude each other.");
        }

        if (IsGiven(_listen) != IsGiven(_certificate))
        {
            result.AddError("--listen and --certificate go together: other computers are answered with TLS alone.");
        }

        if (IsGiven(_certificateKey) && !IsGiven(_certificate))
        {
            result.AddError("--certificate-key goes with --certificate.");
        }

        foreach (Option<string?> option in new[] { _socket, _listen, _certificate, _certificateKey })
        {
            if (result.GetValue(option) is "")
            {
                result.AddError($"{option.Name} must not be empty.");
            }
        }

        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
    }
}
