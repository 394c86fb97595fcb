using Flammable.Training;

namespace Flammable.Tests.Training;

public sealed class NamedValuesTests
{
    private readonly NamedValues _values = new();

    [Fact]
    public void Average_counts_each_value_by_its_weight()
    {
        _values.Add("loss", 1);
        _values.Add("loss", 4, weight: 2);
        _values.Add("other", 7);

        Assert.Equal((3, 4, 7), (_values.Average("loss"), _values.Last("loss"), _values.Average("other")));
        Assert.Equal(["loss", "other"], _values.Names);
        Assert.Equal(3, _values.Averages()["loss"]);
    }

    [Fact]
    public void Clear_forgets_all()
    {
        _values.Add("loss", double.NaN);
        _values.Clear();

        Assert.Equal(0, _values.Count);
        Assert.Null(_values.NonFinite);
        Assert.Throws<KeyNotFoundException>(() => _values.Average("loss"));
    }

    [Fact]
    public void First_value_that_is_not_finite_is_remembered()
    {
        _values.Add("a", 1);
        _values.Add("b", double.PositiveInfinity);
        _values.Add("a", double.NaN);
        _values.Add("b", 1);

        Assert.Equal("b", _values.NonFinite);
        Assert.Equal(double.PositiveInfinity, _values.Average("b"));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(" ", 1)]
    [InlineData("loss", 0)]
    [InlineData("loss", -1)]
    [InlineData("loss", double.NaN)]
    public void Name_that_is_blank_and_weight_that_is_not_above_0_are_refused(string name, double weight) =>
        Assert.ThrowsAny<ArgumentException>(() => _values.Add(name, 1, weight));
}
