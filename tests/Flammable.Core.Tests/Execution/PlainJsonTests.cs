using System.Text.Json;
using Flammable.Execution;

namespace Flammable.Tests.Execution;

public sealed class PlainJsonTests
{
    [Fact]
    public void Read_finds_the_members_of_an_object_in_either_case()
    {
        var members = Assert.IsType<Dictionary<string, object?>>(Read("""{"Text": "one", "Count": 2}"""));

        Assert.Equal("one", members["text"]);
        Assert.Equal(2.0, members["Count"]);
    }

    [Fact]
    public void Read_keeps_members_that_differ_in_their_case_alone()
    {
        var members = Assert.IsType<Dictionary<string, object?>>(Read("""{"a": 1, "A": 2, "b": 3}"""));

        Assert.Equal(1.0, members["a"]);
        Assert.Equal(2.0, members["A"]);
        Assert.Equal(3.0, members["b"]);
    }

    [Fact]
    public void Read_takes_the_last_of_members_of_one_name()
    {
        var members = Assert.IsType<Dictionary<string, object?>>(Read("""{"a": 1, "a": 2}"""));

        Assert.Equal(2.0, Assert.Single(members).Value);
    }

    [Fact]
    public void Read_of_members_that_come_again_and_again_costs_no_more_than_their_number()
    {
        string members = string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"{i}\": {i}"));
        using var document = JsonDocument.Parse($"{{{members}, {members}}}");
        long before = GC.GetAllocatedBytesForCurrentThread();

        object? read = PlainJson.Read(document.RootElement);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        Assert.Equal(3000, Assert.IsType<Dictionary<string, object?>>(read).Count);
    }

    private static object? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PlainJson.Read(document.RootElement);
    }
}
