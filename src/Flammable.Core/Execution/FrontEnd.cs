using System.Reflection;

namespace Flammable.Execution;

/// <summary>Finds the command line for a task that runs as a program of its own.</summary>
internal static class FrontEnd
{
    private const string AssemblyName = "flam";
    private const string EntryType = "Flammable.Cli.Program";

    /// <exception cref="InvalidOperationException">The program was built without <c>flam</c>, or its source is gone.</exception>
    public static int Run(string[] args, string sourceFile)
    {
        string? task = new[] { sourceFile, AppContext.GetData("EntryPointFilePath") as string }.FirstOrDefault(File.Exists);
        return task is null
            ? throw new InvalidOperationException($"The task's source '{sourceFile}' does not exist any more, so that it cannot be captured.")
            : (int)EntryPoint().Invoke(null, BindingFlags.DoNotWrapExceptions, null, [args, task], null)!;
    }

    private static MethodInfo EntryPoint()
    {
        try
        {
            return Assembly.Load(AssemblyName).GetType(EntryType, throwOnError: true)!.GetMethod("Run", [typeof(string[]), typeof(string)])!;
        }
        catch (FileNotFoundException error)
        {
            throw new InvalidOperationException(
                "The program has no 'flam' beside it: refer to Flammable.Cli in a '#:project' line, or to Flammable in a '#:package' line.", error);
        }
    }
}
