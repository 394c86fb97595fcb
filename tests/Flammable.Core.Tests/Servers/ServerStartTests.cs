using System.Globalization;
using Flammable.Errors;
using Flammable.Servers;
using Flammable.Serving;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Servers;

/// <summary>What a starter makes of a program that should become a server.</summary>
public sealed class ServerStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public ServerStartTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_server_that_the_program_names_is_given_back_whatever_else_it_prints()
    {
        using ServerEntry entry = _folder.Register();

        ModelServer server = Start($$"""echo hello; echo '{'; echo '{"id":"{{entry.Server.Id}}"}'""");

        Assert.Equal(entry.Server.Id, server.Id);
    }

    [Fact]
    public void The_warnings_of_a_server_that_has_started_are_told()
    {
        using ServerEntry entry = _folder.Registry().Register(RegisteredServer.StartOf(_folder), TestContext.Current.CancellationToken);

        Start($$"""echo '{"id":"{{entry.Server.Id}}","warnings":["It is late.","It rains."]}'""");

        Assert.Equal(["It is late.", "It rains."], _warnings);
    }

    [Fact]
    public void The_program_is_told_what_to_serve_and_where()
    {
        ServerStart start = RegisteredServer.StartOf(_folder, "/run/a b.sock", 0) with
        {
            Serving = new ServingOptions { Workers = 3, Timeout = TimeSpan.FromSeconds(1.5) },
            MaxRequestSize = 1000,
            IsVerbose = true,
        };

        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Throws<ServerException>(() => Start($"""printf '%s\n' "$@" > '{_folder.At("arguments")}'""", start));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(
            [
                "server", "--library", start.Library, "--snapshot", $"Iris/{RegisteredServer.SnapshotName}", "--socket", "/run/a b.sock", "--port", "0",
                "--workers", "3", "--queue-length", "1024", "--timeout", "1.5", "--batch-size", "32", "--batch-wait", "2", "--max-request-size", "1000", "--verbose", "--detached",
            ],
            File.ReadLines(_folder.At("arguments")));
    }

    [Fact]
    public void A_program_that_is_not_there_or_cannot_run_is_missing()
    {
        ServerDirectory registry = _folder.Registry();
        ServerStart start = RegisteredServer.StartOf(_folder);

        Assert.Equal(ServerProblem.ProgramMissing, Assert.Throws<ServerException>(() => registry.Start(start, _folder.At("flam"), null, TestContext.Current.CancellationToken)).Problem);
        Assert.Equal(ServerProblem.ProgramMissing, Assert.Throws<ServerException>(() => registry.Start(start, _folder.Write("flam", ""), null, TestContext.Current.CancellationToken)).Problem);
    }

    [Fact]
    public void A_program_that_says_why_it_is_no_server_is_quoted()
    {
        var error = Assert.Throws<ServerException>(
            () => Start("""echo '{"error":{"message":"The port 80 is in use.","remedy":["Choose another.","Or wait."],"problem":"AddressInUse"}}'; exit 3"""));

        Assert.Equal(("The port 80 is in use.", ServerProblem.AddressInUse, 3), (error.Message, error.Problem, error.ExitCode));
        Assert.Equal(["Choose another.", "Or wait."], error.Remedy);
        Assert.Null(error.Cause);
    }

    [Fact]
    public void A_program_that_cannot_load_the_snapshot_names_the_cause()
    {
        var error = Assert.Throws<ServerException>(
            () => Start("""echo '{"error":{"message":"The model is gone.","remedy":[],"problem":"SnapshotStoreException"}}'; exit 5"""));

        Assert.Equal((ServerProblem.StartFailed, "SnapshotStoreException"), (error.Problem, error.Cause));
    }

    [Fact]
    public void A_program_that_ends_without_a_word_is_told_with_its_last_lines()
    {
        var error = Assert.Throws<ServerException>(() => Start("echo broken >&2; exit 9"));

        Assert.Equal((ServerProblem.StartFailed, 9), (error.Problem, error.ExitCode));
        Assert.Equal(["broken"], error.Remedy);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_ends_the_program_and_all_that_it_started()
    {
        using var cancellation = new CancellationTokenSource();
        string children = _folder.At("children");
        Task start = Task.Run(
            () => Run($"sleep 300 & echo $! $$ > '{children}.new'; mv '{children}.new' '{children}'; wait", null, cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => File.Exists(children), "the program");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        foreach (string process in File.ReadAllText(children).Split())
        {
            Until.True(() => process.Length == 0 || !ProcessId.IsAlive(process), "the end of the program");
        }
    }

    private ModelServer Start(string script, ServerStart? start = null) => Run(script, start, TestContext.Current.CancellationToken);

    private ModelServer Run(string script, ServerStart? start, CancellationToken cancellation)
    {
        string program = _folder.At("flam");
        ShellScript.Write(program, script);
        return _folder.Registry().Start(start ?? RegisteredServer.StartOf(_folder), program, _warnings.Add, cancellation);
    }
}
