using Flammable.Execution;
using FsCheck;
using FsCheck.Fluent;

namespace Flammable.Tests.Execution;

public sealed class SeededRandomTests
{
    [Fact]
    public void Numbers_are_those_of_the_published_algorithm()
    {
        var random = new SeededRandom(0, "") { State = $"{1:x16}{2:x16}{3:x16}{4:x16}" };

        // https://prng.di.unimi.it/xoshiro256starstar.c with the state 1, 2, 3, 4.
        Assert.Equal(
            [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600],
            Enumerable.Range(0, 6).Select(_ => NextWord(random)));
    }

    [Fact]
    public void Seed_and_name_decide_all_numbers()
    {
        Assert.Equal(Numbers(7, "split"), Numbers(7, "split"));
        Assert.NotEqual(Numbers(7, "split"), Numbers(8, "split"));
        Assert.NotEqual(Numbers(7, "split"), Numbers(7, "other"));
        Assert.NotEqual(Numbers(7, ""), Numbers(7, "0"));
    }

    [Fact]
    public void Generator_goes_on_where_its_state_was_saved()
    {
        var random = new SeededRandom(3, "");
        random.NextBytes(new byte[13]);
        string state = random.State;
        var later = new SeededRandom(99, "x") { State = state };

        Assert.Equal(Mixed(random), Mixed(later));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("not hexadecimal")]
    public void Text_that_is_no_state_is_refused(string text) =>
        Assert.Throws<FormatException>(() => new SeededRandom(1, "") { State = text });

    [Fact]
    public void Whole_numbers_stay_between_their_limits() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(int Seed, long From, long To)>(),
        given =>
        {
            (long low, long high) = (Math.Min(given.From, given.To), Math.Max(given.From, given.To));
            var random = new SeededRandom(given.Seed, "limits");
            long number = random.NextInt64(low, high);
            return low == high ? number == low : number >= low && number < high;
        }));

    [Theory]
    [InlineData(int.MinValue, int.MaxValue)]
    [InlineData(-5, -5)]
    [InlineData(0, 1)]
    public void Limits_may_be_as_wide_or_narrow_as_they_can(int low, int high)
    {
        int number = new SeededRandom(1, "").Next(low, high);

        Assert.True(number == low || (number > low && number < high));
    }

    [Fact]
    public void Each_number_is_equally_likely()
    {
        var random = new SeededRandom(5, "");
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            counts[random.Next(10)]++;
        }

        // Five standard deviations of a binomial distribution around 10,000.
        Assert.All(counts, count => Assert.InRange(count, 9_526, 10_474));
        Assert.InRange(Enumerable.Range(0, 100_000).Average(_ => random.NextDouble()), 0.495, 0.505);
    }

    [Fact]
    public void Limits_in_the_wrong_order_are_refused()
    {
        var random = new SeededRandom(1, "");

        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt64(2, 1));
    }

    private static ulong NextWord(Random random)
    {
        byte[] bytes = new byte[8];
        random.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    private static int[] Numbers(int seed, string name)
    {
        var random = new SeededRandom(seed, name);
        return [.. Enumerable.Range(0, 20).Select(_ => random.Next())];
    }

    private static string Mixed(Random random)
    {
        int[] order = [.. Enumerable.Range(0, 10)];
        random.Shuffle(order);
        return string.Join(' ', [.. order.Cast<object>(), random.Next(), random.NextDouble(), random.NextSingle(), random.NextInt64(), .. random.GetItems(order, 5).Cast<object>()]);
    }
}
