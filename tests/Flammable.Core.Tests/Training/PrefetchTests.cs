using FsCheck;
using FsCheck.Fluent;
using Flammable.Tests.Fixtures;
using Flammable.Training;

namespace Flammable.Tests.Training;

public sealed class PrefetchTests
{
    private int _made;
    private volatile bool _isClosed;

    [Fact]
    public void Samples_are_those_of_the_source_in_their_order() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>().Filter(data => data is not null),
        ArbMap.Default.ArbFor<PositiveInt>(),
        (data, capacity) =>
        {
            IEnumerable<int> ahead = data.Prefetch(capacity.Get, TestContext.Current.CancellationToken);
            return ahead.SequenceEqual(data) && ahead.SequenceEqual(data);
        }));

    [Fact]
    public void Source_is_read_no_further_ahead_than_the_capacity()
    {
        using IEnumerator<int> samples = Source(100).Prefetch(3, TestContext.Current.CancellationToken).GetEnumerator();
        samples.MoveNext();

        // One taken, three ready, one in the hand of the thread.
        Until.True(() => _made == 5, "Reading ahead");
        Thread.Sleep(50);
        Assert.Equal(5, _made);
    }

    [Fact]
    public void Exception_of_the_source_comes_after_the_samples_before_it()
    {
        List<int> seen = [];

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (int sample in Source(5, failAt: 3).Prefetch(2, TestContext.Current.CancellationToken))
            {
                seen.Add(sample);
            }
        });

        Assert.Equal([0, 1, 2], seen);
        Assert.Equal("3", error.Message);
        Assert.Contains(nameof(Source), error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_is_closed_when_the_consumer_stops_early()
    {
        Assert.Equal([0, 1], Source(int.MaxValue).Prefetch(4, TestContext.Current.CancellationToken).Take(2));

        Assert.True(_isClosed);
    }

    [Fact]
    public void Cancellation_ends_the_wait_for_a_source_that_is_stuck()
    {
        using var cancellation = new CancellationTokenSource();
        using var stuck = new ManualResetEventSlim();
        IEnumerable<int> Stuck()
        {
            yield return 1;
            stuck.Wait();
        }

        List<int> seen = [];
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (int sample in Stuck().Prefetch(2, cancellation.Token))
            {
                seen.Add(sample);
                cancellation.CancelAfter(50);
            }
        });
        stuck.Set();

        Assert.Equal([1], seen);
    }

    [Fact]
    public void Asynchronous_source_is_read_in_its_order()
    {
        async IAsyncEnumerable<int> Later()
        {
            for (int i = 0; i < 20; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }

        Assert.Equal(Enumerable.Range(0, 20), Later().Prefetch(3, TestContext.Current.CancellationToken));
    }

    private IEnumerable<int> Source(int count, int failAt = -1)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                Interlocked.Increment(ref _made);
                yield return i == failAt ? throw new InvalidOperationException($"{i}") : i;
            }
        }
        finally
        {
            _isClosed = true;
        }
    }
}
