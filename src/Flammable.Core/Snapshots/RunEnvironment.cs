namespace Flammable.Snapshots;

/// <summary>What a training ran on and with. What could not be told is <see langword="null"/>, or missing in a list.</summary>
public sealed record RunEnvironment
{
    /// <summary>The operating system, such as <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public string? OS { get; init; }

    /// <summary>The architecture of the process, such as <c>x64</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>The computer's name.</summary>
    public string? MachineName { get; init; }

    /// <summary>The processor.</summary>
    public Cpu? Cpu { get; init; }

    /// <summary>The computer's physical memory, in bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The graphics processors that <c>nvidia-smi</c> tells of.</summary>
    // An array: of what the compiler makes for an interface, PowerShell cannot take an element.
    public IReadOnlyList<Gpu> Gpus { get; init => field = value.ToArray(); } = [];

    /// <summary>The .NET runtime, such as <c>.NET 10.0.0</c>.</summary>
    public string? Dotnet { get; init; }

    /// <summary>The front end that asked for the training, with its version, such as <c>PowerShell 7.6.5</c>.</summary>
    public string? Host { get; init; }

    /// <summary>The versions of the NuGet packages that the task was compiled with, by name; those that they need included.</summary>
    public IReadOnlyDictionary<string, string> Packages { get; init; } = new Dictionary<string, string>();

    /// <summary>What the user typed.</summary>
    public string? Command { get; init; }

    /// <summary>
    /// The most memory that the process had taken since its start when the training ended, in bytes. Of a task in another
    /// language, what its program had taken, without the processes that the program started.
    /// </summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>The environment as one line: runtime, system, processors, memory.</summary>
    public override string ToString() => string.Join(", ", Parts().OfType<string>());

    private IEnumerable<string?> Parts() =>
    [
        Dotnet,
        OS,
        Cpu?.ToString(),
        MemoryBytes is { } memory ? ByteSize.Text(memory) : null,
        .. Gpus.GroupBy(gpu => gpu.ToString()).Select(same => same.Count() == 1 ? same.Key : $"{same.Count()} × {same.Key}"),
    ];
}
