using FsCheck;
using FsCheck.Fluent;
using Flammable.Training;

namespace Flammable.Tests.Training;

/// <summary>Rules of batches, shuffles and splits that hold for all data.</summary>
public sealed class DataPieceTests
{
    private static readonly Arbitrary<int[]> AnyData = ArbMap.Default.ArbFor<int[]>().Filter(data => data is not null);

    [Fact]
    public void Batches_concatenate_back() => Check.QuickThrowOnFailure(Prop.ForAll(
        AnyData,
        ArbMap.Default.ArbFor<PositiveInt>(),
        (data, size) =>
        {
            int[][] all = [.. data.Batch(size.Get)];
            int[][] full = [.. data.Batch(size.Get, dropLast: true)];
            return all.SelectMany(batch => batch).SequenceEqual(data)
                && all.SkipLast(1).All(batch => batch.Length == size.Get)
                && full.Length == data.Length / size.Get
                && full.SelectMany(batch => batch).SequenceEqual(data.Take(full.Length * size.Get));
        }));

    [Fact]
    public void Shuffle_is_a_permutation_and_the_same_for_a_seed() => Check.QuickThrowOnFailure(Prop.ForAll(
        AnyData,
        ArbMap.Default.ArbFor<int>(),
        (data, seed) =>
        {
            int[] before = [.. data];
            int[] shuffled = [.. data.Shuffled(new Random(seed))];
            return shuffled.Order().SequenceEqual(data.Order())
                && shuffled.SequenceEqual(data.Shuffled(new Random(seed)))
                && data.SequenceEqual(before);
        }));

    [Fact]
    public void Shuffled_sequence_has_a_new_order_each_time_it_is_gone_through()
    {
        IEnumerable<int> shuffled = Enumerable.Range(0, 50).Shuffled(new Random(1));

        Assert.NotEqual(shuffled.ToArray(), shuffled.ToArray());
    }

    [Fact]
    public void Every_order_of_a_shuffle_is_equally_likely()
    {
        var random = new Random(7);
        int[] counts = [.. Enumerable.Range(0, 60_000)
            .CountBy(_ => string.Concat(new[] { 1, 2, 3 }.Shuffled(random))).Select(order => order.Value)];

        // 10,000 each; seven standard deviations are 640.
        Assert.Equal(6, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 9_360, 10_640));
    }

    [Fact]
    public void Split_is_a_partition_and_the_same_for_a_seed() => Check.QuickThrowOnFailure(Prop.ForAll(
        AnyData,
        Gen.Choose(0, 100).ToArbitrary(),
        ArbMap.Default.ArbFor<int>(),
        (data, percent, seed) =>
        {
            (int[] train, int[] test) = data.TrainTestSplit(percent / 100.0, new Random(seed));
            (int[] again, _) = data.TrainTestSplit(percent / 100.0, new Random(seed));
            return train.Concat(test).Order().SequenceEqual(data.Order())
                && test.Length == (int)Math.Round(data.Length * (percent / 100.0), MidpointRounding.AwayFromZero)
                && again.SequenceEqual(train);
        }));

    [Fact]
    public void Stratified_split_gives_each_class_its_part_within_one_sample() => Check.QuickThrowOnFailure(Prop.ForAll(
        AnyData,
        Gen.Choose(0, 100).ToArbitrary(),
        ArbMap.Default.ArbFor<int>(),
        (data, percent, seed) =>
        {
            double fraction = percent / 100.0;
            (int[] train, int[] test) = data.TrainTestSplit(fraction, new Random(seed), sample => sample % 3);
            return train.Concat(test).Order().SequenceEqual(data.Order())
                && test.Length == (int)Math.Round(data.Length * fraction, MidpointRounding.AwayFromZero)
                && data.GroupBy(sample => sample % 3).All(
                    one => Math.Abs(test.Count(sample => sample % 3 == one.Key) - (one.Count() * fraction)) <= 1);
        }));

    [Fact]
    public void Sample_that_rounding_leaves_over_comes_from_the_class_with_the_largest_rest()
    {
        // Three tenths of 3 and of 7 are 0.9 and 2.1.
        (_, char[] test) = "aaabbbbbbb".TrainTestSplit(0.3, new Random(1), letter => letter);

        Assert.Equal("abb", string.Concat(test.Order()));
    }

    [Fact]
    public void Nothing_is_read_before_it_is_asked_for()
    {
        IEnumerable<int> broken = Enumerable.Range(0, 1).Select<int, int>(_ => throw new InvalidOperationException());

        Assert.NotNull(broken.Batch(2));
        Assert.NotNull(broken.Shuffled(new Random(1)));
        Assert.NotNull(broken.Prefetch(2, TestContext.Current.CancellationToken));
        Assert.Equal([[0, 1]], Enumerable.Range(0, int.MaxValue).Batch(2).Take(1));
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new[] { 1 }.Batch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new[] { 1 }.Prefetch(0, TestContext.Current.CancellationToken));
        Assert.All([-0.1, 1.1, double.NaN], fraction =>
            Assert.Throws<ArgumentOutOfRangeException>(() => new[] { 1 }.TrainTestSplit(fraction, new Random(1))));
    }
}
