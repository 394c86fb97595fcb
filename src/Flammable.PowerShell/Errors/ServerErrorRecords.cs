using System.Management.Automation;
using Flammable.Errors;
using Flammable.Servers;

namespace Flammable.Commands.Errors;

/// <summary>The part of the table of errors that is of servers and of the samples that they evaluate.</summary>
internal static class ServerErrorRecords
{
    /// <summary>The error of a sample that a server did not answer.</summary>
    /// <param name="outcome">What the server said; its error is not <see langword="null"/>.</param>
    public static ServingException Error(EvalOutcome outcome) => new(outcome.Error!, outcome.Status switch
    {
        413 => ServingProblem.SampleTooLong,
        503 => ServingProblem.QueueFull,
        504 => ServingProblem.TimedOut,
        >= 500 => ServingProblem.TaskFailed,
        _ => ServingProblem.SampleRefused,
    });

    /// <summary>The record of a sample that was not evaluated.</summary>
    /// <param name="e">The exception.</param>
    /// <param name="target">The sample.</param>
    public static ErrorRecord For(ServingException e, object? target) => e.Problem switch
    {
        ServingProblem.SampleRefused => ErrorRecords.Create(
            e, "SampleRefused", ErrorCategory.InvalidData, target, "Give the sample in the form that the task takes."),
        ServingProblem.SampleTooLong => ErrorRecords.Create(
            e, "SampleTooLong", ErrorCategory.LimitsExceeded, target, "Start the server with a larger -MaxRequestSize."),
        ServingProblem.TimedOut => ErrorRecords.Create(
            e, "SampleTimedOut", ErrorCategory.OperationTimeout, target, "Start the server with a longer -Timeout, or with more -Workers."),
        ServingProblem.TaskFailed => ErrorRecords.Create(
            e, "TaskFailed", ErrorCategory.OperationStopped, target, "See the server's log, in the property LogPath of Get-FlamServer."),
        _ => ErrorRecords.Create(
            e, "ServerBusy", ErrorCategory.ResourceBusy, target, "Send the sample again in a moment; Get-FlamServer shows whether the server goes on."),
    };

    /// <summary>The record of a server that cannot be found, started, stopped or talked to.</summary>
    /// <param name="e">The exception.</param>
    /// <param name="target">The input that it belongs to, where it names no server.</param>
    public static ErrorRecord For(ServerException e, object? target)
    {
        (string id, ErrorCategory category, string remedy) = Describe(e);
        return ErrorRecords.Create(e, id, category, e.Server ?? target, remedy);
    }

    private static (string Id, ErrorCategory Category, string Remedy) Describe(ServerException e) => e.Problem switch
    {
        ServerProblem.NotFound => (
            "ServerNotFound", ErrorCategory.ObjectNotFound, "Get-FlamServer lists the ids; Start-FlamServer starts a server."),
        ServerProblem.Ambiguous => (
            "ServerAmbiguous", ErrorCategory.InvalidArgument, $"Name one of them: {ErrorRecords.List(e.Matches)}."),
        ServerProblem.Dead => (
            "ServerDead", ErrorCategory.ResourceUnavailable, "Clear it away with Stop-FlamServer, and start another with Start-FlamServer."),
        ServerProblem.NotAnswering => (
            "ServerNotAnswering", ErrorCategory.OperationTimeout, "Try again, or kill it with Stop-FlamServer -Force."),
        ServerProblem.Refused => (
            "ServerRefused", ErrorCategory.InvalidOperation, "See the server's log, in the property LogPath of Get-FlamServer."),
        ServerProblem.AddressInUse => (
            "AddressInUse", ErrorCategory.ResourceExists, "Choose another -Port or -Socket, 0 for any free port; Get-FlamServer shows the addresses of your servers."),
        ServerProblem.ProgramMissing => (
            "ServerProgramMissing", ErrorCategory.NotInstalled, "Install the module again."),
        ServerProblem.SwapFailed => (
            "ServerSwapFailed", ErrorCategory.InvalidOperation, "The server goes on with the snapshot it had; choose another, or see the server's log."),
        ServerProblem.BadAddress => (
            "AddressInvalid", ErrorCategory.InvalidArgument, "Give a port from 0 to 65535 as -Port, an address of this computer and a port as -Listen, or a file in an existing folder as -Socket."),
        ServerProblem.CertificateUnusable => (
            "CertificateUnusable", ErrorCategory.SecurityError, "Give a PEM file as -Certificate with its key as -CertificateKey, or a PFX file that holds both; the password of either is read from $env:FLAMMABLE_CERTIFICATE_PASSWORD."),
        ServerProblem.SocketPathTooLong => (
            "SocketPathTooLong", ErrorCategory.InvalidArgument, "Give a shorter path as -Socket."),
        ServerProblem.FolderUnwritable => (
            "ServerFolderUnwritable", ErrorCategory.WriteError, "Give yourself write permission and enough space there, or name another folder for your data with the environment variable XDG_DATA_HOME."),
        _ => (
            "ServerStartFailed", ErrorCategory.OpenError, StartRemedy(e)),
    };

    // The program's own words, where they speak neither of commands of flam nor in stack traces.
    private static string StartRemedy(ServerException e) => e.Cause switch
    {
        nameof(TaskFailedException) => "The stack trace, or what a program printed last, is in $Error[0].Exception.Remedy.",
        nameof(SnapshotStateException) => "Wait until the other run of the snapshot has ended, or choose another with -Snapshot.",
        nameof(SnapshotStoreException) => "Look at the library with Repair-FlamLibrary -WhatIf, choose another snapshot with -Snapshot, or train the code again with Invoke-FlamTrain -Force.",
        _ when e.Remedy.Count > 0 => string.Join(Environment.NewLine, e.Remedy),
        _ => "Check that the .NET 10 runtime with ASP.NET Core is installed: dotnet --list-runtimes.",
    };
}
