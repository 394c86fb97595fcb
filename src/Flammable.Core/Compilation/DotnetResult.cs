namespace Flammable.Compilation;

/// <summary>How a call of the .NET SDK ended.</summary>
/// <param name="ExitCode">Its exit code; 0 for success.</param>
/// <param name="Output">What it printed, errors included.</param>
internal sealed record DotnetResult(int ExitCode, string Output);
