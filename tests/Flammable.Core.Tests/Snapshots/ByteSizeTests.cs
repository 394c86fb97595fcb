using Flammable.Snapshots;

namespace Flammable.Tests.Snapshots;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KB")]
    [InlineData(2765, "2.7 KB")]
    [InlineData(10 * 1024, "10 KB")]
    [InlineData(23L << 30, "23 GB")]
    [InlineData(long.MaxValue, "8.0 EB")]
    public void Size_has_two_digits_and_the_largest_unit(long bytes, string text) => Assert.Equal(text, ByteSize.Text(bytes));
}
