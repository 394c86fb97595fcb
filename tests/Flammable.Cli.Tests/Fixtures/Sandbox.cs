using System.Diagnostics;
using System.Reflection;

namespace Flammable.Cli.Tests.Fixtures;

/// <summary>A temporary home, library and code folder of a user who has nothing else.</summary>
internal sealed class Sandbox : IDisposable
{
    private static readonly string FlamFolder = typeof(Sandbox).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "FlamFolder").Value!;

    private readonly string _root = Directory.CreateTempSubdirectory("flam-test-").FullName;

    public Sandbox()
    {
        Home = Directory.CreateDirectory(Path.Combine(_root, "home")).FullName;
        Library = Path.Combine(_root, "library");
        Code = NewCode("Demo");
        File.WriteAllText(Path.Combine(Home, ".gitconfig"), "[user]\n\tname = Ada\n\temail = ada@example.org\n");
    }

    public string Home { get; }

    public string Library { get; }

    /// <summary>The folder with the registry of servers; there once one was started.</summary>
    public string ServerFolder => Path.Combine(Home, ".local", "share", "flammable", "servers");

    /// <summary>The folder of code that commands run in where nothing else is said.</summary>
    public CodeFolder Code { get; }

    /// <summary>Variables of flam's environment in place of the sandbox's; <see langword="null"/> takes one out.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    public static string FlamPath { get; } = Path.Combine(FlamFolder, OperatingSystem.IsWindows() ? "flam.exe" : "flam");

    public CodeFolder NewCode(string name, string under = "code") =>
        new(Directory.CreateDirectory(Path.Combine(_root, under, name)).FullName, Home);

    public string FilePath(string name) => Path.Combine(_root, name);

    public FlamProcess Start(params string[] args) => Start(Code.Path, FlamPath, args);

    public FlamProcess Start(string folder, string program, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        IsolatedEnvironment.Apply(start, Home);
        start.Environment["FLAMMABLE_LIBRARY"] = Library;
        foreach ((string name, string? value) in Environment)
        {
            start.Environment[name] = value;
        }

        return new FlamProcess(start);
    }

    public async Task<FlamResult> RunAsync(params string[] args)
    {
        using FlamProcess process = Start(args);
        return await process.ExitAsync();
    }

    /// <summary>Trains the task and gives back what <c>snapshot.json</c> says of it.</summary>
    public async Task<SnapshotFacts> TrainAsync(params string[] args)
    {
        FlamResult result = await RunAsync(["train", "--json", .. args]);
        return new SnapshotFacts(result.Expect(0).Json.AsObject());
    }

    public void Dispose()
    {
        LeftServers.Kill(ServerFolder);
        Directory.Delete(_root, recursive: true);
    }
}
