namespace Flammable.Tests.Fixtures;

/// <summary>Holds a task in the middle of its training until the test lets it go on.</summary>
/// <param name="folder">The full path of a folder for the gate's two files.</param>
public sealed class Gate(string folder)
{
    private string Reached => Path.Combine(folder, "gate-reached");

    private string Opened => Path.Combine(folder, "gate-opened");

    /// <summary>The statements with which a task waits at the gate.</summary>
    public string Statements =>
        $$"""
        File.WriteAllText(@"{{Reached}}", "");
        while (!File.Exists(@"{{Opened}}"))
        {
            Thread.Sleep(10);
        }
        """;

    /// <summary>Waits until a task has come to the gate.</summary>
    public void WaitUntilReached() => Until.True(() => File.Exists(Reached), "The task's training");

    public void Open() => File.WriteAllText(Opened, "");
}
