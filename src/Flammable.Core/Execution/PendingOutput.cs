namespace Flammable.Execution;

/// <summary>A file that a task writes under its final name in a folder of its own, and that moves to its place when it is whole.</summary>
internal sealed class PendingOutput : IDisposable
{
    private readonly string _destination;
    private readonly string _folder;

    /// <summary>Makes the folder to write in.</summary>
    /// <param name="destination">The full path of the output.</param>
    /// <param name="input">The full path of what the output is made from and must not replace.</param>
    /// <exception cref="IOException">The output is the input, has no folder, or cannot be written.</exception>
    public PendingOutput(string destination, string? input = null)
    {
        if (string.Equals(input, destination, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException($"The input and the output are the same file '{input}'.");
        }

        _destination = destination;
        string parent = System.IO.Path.GetDirectoryName(destination)!;
        if (!Directory.Exists(parent))
        {
            throw new DirectoryNotFoundException($"The folder of the output '{destination}' does not exist.");
        }

        _folder = System.IO.Path.Combine(parent, $".flam-{System.IO.Path.GetRandomFileName()}");
        Path = System.IO.Path.Combine(_folder, System.IO.Path.GetFileName(destination));
        Store(() => Directory.CreateDirectory(_folder));
    }

    /// <summary>The full path for the task to write to.</summary>
    public string Path { get; }

    /// <summary>Moves the output to its place.</summary>
    /// <exception cref="FileNotFoundException">The task wrote nothing.</exception>
    public void Keep()
    {
        if (!System.IO.Path.Exists(Path))
        {
            throw new FileNotFoundException($"The task wrote no output to '{_destination}'.", _destination);
        }

        Store(() =>
        {
            if (Directory.Exists(Path))
            {
                Directory.Move(Path, _destination);
            }
            else
            {
                File.Move(Path, _destination, overwrite: true);
            }
        });
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A thread that the task left behind may still write there.
        }
    }

    private void Store(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The output '{_destination}' cannot be written: {error.Message}", error);
        }
    }
}
