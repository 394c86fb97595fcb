using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class RunLogTests
{
    [Fact]
    public void What_is_printed_without_ever_ending_a_line_is_told_in_pieces()
    {
        const int pieces = 3;
        var events = new RecordedEvents();
        using var log = new RunLog(null, events);

        for (int i = 0; i < pieces * RunLog.LongestLine; i++)
        {
            log.Write(".");
        }

        Assert.Equal(Enumerable.Repeat(RunLog.LongestLine, pieces), events.Log.Select(line => line.Length));
    }
}
