using Flammable.Execution;
using Flammable.Snapshots;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Flammable.Cli.Serving;

/// <summary>What happens in a server, as lines of JSON in the served snapshot's folder.</summary>
internal sealed class ServerLog : IProgress<RunEvent>, IDisposable
{
    private const long FileSize = 10 * 1024 * 1024;

    private readonly SnapshotFolderSink _sink;
    private readonly Logger _logger;
    private readonly bool _isVerbose;

    /// <summary>Begins the log.</summary>
    /// <param name="id">The server's id.</param>
    /// <param name="folder">The folder of the snapshot that is served.</param>
    /// <param name="isVerbose">Whether requests are logged too that went well.</param>
    /// <param name="fileSize">How many bytes a file may have before the next is begun.</param>
    public ServerLog(string id, string folder, bool isVerbose, long fileSize = FileSize)
    {
        _isVerbose = isVerbose;
        _sink = new SnapshotFolderSink(ServerLogName.Of(id), fileSize);
        _sink.MoveTo(folder);
        _logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Enrich.WithProperty("Server", id)
            .WriteTo.Sink(_sink)
            .CreateLogger();
        Provider = new SerilogLoggerProvider(_logger);
    }

    /// <summary>The full path of the file.</summary>
    public string FilePath => _sink.FilePath;

    /// <summary>Takes what the web server logs.</summary>
    public ILoggerProvider Provider { get; }

    /// <summary>Goes on in the folder of another snapshot.</summary>
    public void MoveTo(string folder) => _sink.MoveTo(folder);

    public void Started(string snapshot, string address, int workers) =>
        _logger.Information("Serves {Snapshot:l} at {Address:l} with {Workers} workers", snapshot, address, workers);

    public void Swapped(string before, string snapshot) => _logger.Information("Serves {Snapshot:l} in place of {Before:l}", snapshot, before);

    public void NotSwapped(string reason) => _logger.Warning("The snapshot was not changed: {Reason:l}", reason);

    public void NotRegistered(string reason) => _logger.Warning("The registry of servers does not know how the server is now: {Reason:l}", reason);

    public void Stopping() => _logger.Information("Stops: takes nothing new, and finishes what was accepted");

    public void Stopped(long requests, bool isClean) =>
        _logger.Write(isClean ? LogEventLevel.Information : LogEventLevel.Warning, "Stopped after {Requests} requests", requests);

    /// <summary>A request is answered.</summary>
    public void Answered(string method, string route, int status, TimeSpan elapsed, Problem? problem)
    {
        if (problem is not null)
        {
            _logger.Write(
                status >= StatusCodes.Status500InternalServerError ? LogEventLevel.Warning : LogEventLevel.Information,
                "{Method:l} {Route:l} was answered {Status} after {Milliseconds} ms: {Detail:l}",
                method,
                route,
                status,
                Math.Round(elapsed.TotalMilliseconds, 3),
                problem.Detail);
        }
        else if (_isVerbose)
        {
            _logger.Debug("{Method:l} {Route:l} was answered {Status} after {Milliseconds} ms", method, route, status, Math.Round(elapsed.TotalMilliseconds, 3));
        }
    }

    /// <summary>Something went wrong that nobody foresaw.</summary>
    public void Failed(Exception error) => _logger.Error(error, "A request failed");

    /// <summary>Takes what the task prints, and what goes wrong with it.</summary>
    public void Report(RunEvent value)
    {
        switch (value)
        {
            case Execution.LogEvent line:
                _logger.Information("{Printed:l}", line.Line);
                break;
            case WarningEvent warning:
                _logger.Warning("{Warning:l}", warning.Message);
                break;
        }
    }

    public void Dispose()
    {
        _logger.Dispose();
        _sink.Dispose();
    }
}
