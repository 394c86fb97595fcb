using Flammable.Cli.Commands;

namespace Flammable.Cli.Running;

/// <summary>What every command of one command line shares.</summary>
/// <param name="Terminal">The streams.</param>
/// <param name="Options">The options that every command has.</param>
/// <param name="DefaultPath">The task that is meant where none is named; <see langword="null"/> for the current folder.</param>
/// <param name="Cancellation">Cancelled when the user stops the command.</param>
internal sealed record Session(Terminal Terminal, GlobalOptions Options, string? DefaultPath, CancellationToken Cancellation)
{
    /// <summary>The full path of a task, or of the default one.</summary>
    public string ResolvePath(string? path) => FullPath.Of(path ?? DefaultPath ?? ".");
}
