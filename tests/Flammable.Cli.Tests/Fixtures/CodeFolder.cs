using System.Diagnostics;

namespace Flammable.Cli.Tests.Fixtures;

/// <summary>A folder with the code of an experiment.</summary>
internal sealed class CodeFolder(string path, string home)
{
    public string Path { get; } = path;

    public string Write(string name, string text)
    {
        string file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public string Git(params string[] args)
    {
        var start = new ProcessStartInfo("git", args) { WorkingDirectory = Path, RedirectStandardOutput = true, RedirectStandardError = true };
        IsolatedEnvironment.Apply(start, home);
        using Process git = Process.Start(start)!;
        Task<string> error = git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', args)}: {error.Result}");
        return output;
    }
}
