namespace Flammable.Cli.Running;

/// <summary>The program that this process runs, which may be a task's own.</summary>
internal static class FlamProgram
{
    /// <summary>The full path of the program; of its assembly where <c>dotnet</c> runs it.</summary>
    public static string Path { get; } =
        System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? System.IO.Path.GetFullPath(Environment.GetCommandLineArgs()[0])
            : Environment.ProcessPath!;
}
