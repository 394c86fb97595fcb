using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>A process of its own with one minimal-API route that always answers the same bytes.</summary>
internal sealed class BareServer : IDisposable
{
    /// <summary>The command of this program that is the server.</summary>
    public const string Command = "bare-server";

    private readonly Process _process;

    private BareServer(Process process, int port)
    {
        _process = process;
        Address = new IPEndPoint(IPAddress.Loopback, port);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Starts the process.</summary>
    /// <param name="route">The route, such as <c>/v1/eval</c>.</param>
    /// <param name="answer">The answer's body, JSON.</param>
    public static BareServer Start(string route, string answer)
    {
        // "dotnet benchmarks.dll", or the program itself.
        string[] self = Environment.GetCommandLineArgs();
        bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. isHosted ? self[..1] : [], Command, route, answer])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        return new BareServer(process, int.Parse(process.StandardOutput.ReadLine()!));
    }

    /// <summary>Is the server, until its standard input ends.</summary>
    public static void Run(string route, string answer)
    {
        if (!OperatingSystem.IsWindows())
        {
            // As a server of ours: Linux shares the processors between sessions, so that a server in another one than its
            // client gets about half the requests of one in the same.
            _ = SetSid();
        }

        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(answer);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        using WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost(route, () => Results.Bytes(bytes, "application/json"));
        app.Start();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Console.WriteLine(new Uri(address).Port);
        Console.In.ReadToEnd();
    }

    [DllImport("libc", EntryPoint = "setsid")]
    private static extern int SetSid();

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
