using Flammable.Comparing;

namespace Flammable.Tests.Comparing;

public sealed class PredictionLineTests
{
    [Theory]
    [InlineData("1.0,a", "1.0,a", 0, true)]
    [InlineData("1.0,a", "1.00,a", 0, false)]
    [InlineData("1.0,a", "1.00,a", 1e-9, true)]
    [InlineData("0.50", "0.51", 0.1, true)]
    [InlineData("0.50", "0.71", 0.1, false)]
    [InlineData("-0.05 x", "0.05 x", 0.2, true)]
    [InlineData("1e-3;2", ".001;2", 1e-9, true)]
    [InlineData("""{"p": [0.1, 0.9]}""", """{"p": [0.101, 0.899]}""", 0.01, true)]
    [InlineData("class_1", "class_2", 5, false)]
    [InlineData("a 1", "b 1", 5, false)]
    [InlineData("1,2", "1", 5, false)]
    [InlineData("NaN", "NaN", 1, true)]
    [InlineData("NaN", "1", 1, false)]
    [InlineData("1e999", "1e999", 1, true)]
    [InlineData("", "", 1, true)]
    public void Lines_are_the_same_to_the_letter_or_with_a_tolerance_up_to_their_numbers(string one, string other, double tolerance, bool isSame)
    {
        Assert.Equal(isSame, PredictionLine.IsSame(one, other, tolerance));
        Assert.Equal(isSame, PredictionLine.IsSame(other, one, tolerance));
    }
}
