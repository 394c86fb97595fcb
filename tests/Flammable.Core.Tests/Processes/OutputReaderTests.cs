using System.Text;
using Flammable.Processes;

namespace Flammable.Tests.Processes;

public sealed class OutputReaderTests
{
    [Theory]
    [InlineData("a\nb\r\nc", "a", "b", "c")]
    [InlineData("\n\nx\n", "", "", "x")]
    [InlineData(" 10%\r 20%\r100%\n", "100%")]
    [InlineData("a\r\r\n", "a")]
    [InlineData("grün 🔥\n", "grün 🔥")]
    [InlineData("")]
    public async Task Lines_are_told_as_they_stood_last(string printed, params string[] lines) =>
        Assert.Equal(lines, await ReadAsync(Encoding.UTF8.GetBytes(printed)));

    [Fact]
    public async Task Endless_line_is_told_in_pieces()
    {
        IReadOnlyList<string> lines = await ReadAsync(Encoding.ASCII.GetBytes(new string('x', 5 * 1024 * 1024)));

        Assert.True(lines.Count > 1);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 1024 * 1024));
        Assert.Equal(5 * 1024 * 1024, lines.Sum(line => line.Length));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_no_harm() =>
        Assert.Equal(["\uFFFD\uFFFDa\0b"], await ReadAsync([0xFF, 0xC3, (byte)'a', 0, (byte)'b']));

    private static async Task<IReadOnlyList<string>> ReadAsync(byte[] printed)
    {
        var lines = new List<string>();
        var reader = new OutputReader(new MemoryStream(printed), lines.Add);
        reader.Start();
        await reader.Completion;
        return lines;
    }
}
