using System.Collections.Concurrent;
using System.Globalization;
using Flammable.Serving;
using Flammable.Snapshots;
using Microsoft.AspNetCore.Http;
using Prometheus;

namespace Flammable.Cli.Serving;

/// <summary>What the server counts, in a registry of its own, for Prometheus.</summary>
internal sealed class ServerMetrics
{
    /// <summary>The type of the text that <see cref="WriteAsync"/> writes.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly double[] DurationBuckets =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly ConcurrentDictionary<(string Route, int Status), Counter.Child> _requestsOf = new();
    private readonly ConcurrentDictionary<string, Histogram.Child> _durationOf = new();
    private readonly Counter _requests;
    private readonly Histogram _durations;
    private readonly Counter _samples;
    private readonly Gauge _snapshot;
    private Snapshot? _told;
    private long _evaluations;

    public ServerMetrics(ModelHost host)
    {
        MetricFactory metrics = Prometheus.Metrics.WithCustomRegistry(_registry);
        _requests = metrics.CreateCounter("flammable_requests_total", "Requests answered, by route and status.", ["route", "status"]);
        _durations = metrics.CreateHistogram(
            "flammable_request_duration_seconds",
            "How long requests took, from their head to the end of their answer.",
            ["route"],
            new HistogramConfiguration { Buckets = DurationBuckets });
        _samples = metrics.CreateCounter("flammable_samples_total", "Samples answered with a result.");
        Histogram batches = metrics.CreateHistogram(
            "flammable_batch_size",
            "How many samples were evaluated together.",
            new HistogramConfiguration { Buckets = Histogram.PowersOfTenDividedBuckets(0, 3, 4) });
        host.BatchEvaluated = size => batches.Observe(size);
        _snapshot = metrics.CreateGauge("flammable_snapshot_info", "1 for the snapshot whose model answers.", ["experiment", "snapshot", "task"]);
        var gauges = new ServerGauges(metrics);
        _registry.AddBeforeCollectCallback(() =>
        {
            gauges.Read(host);
            Tell(host.Snapshot);
        });
    }

    /// <summary>How many requests for predictions were answered.</summary>
    public long Evaluations => Interlocked.Read(ref _evaluations);

    public void Count(string route, int status, TimeSpan elapsed)
    {
        _requestsOf.GetOrAdd(
            (route, status),
            static (key, requests) => requests.WithLabels(key.Route, key.Status.ToString(CultureInfo.InvariantCulture)),
            _requests).Inc();
        _durationOf.GetOrAdd(route, static (key, durations) => durations.WithLabels(key), _durations).Observe(elapsed.TotalSeconds);
        if (route == DataRoutes.EvalPath && status != StatusCodes.Status401Unauthorized)
        {
            Interlocked.Increment(ref _evaluations);
        }
    }

    public void CountSamples(int count) => _samples.Inc(count);

    public Task WriteAsync(Stream stream, CancellationToken cancellation) => _registry.CollectAndExportAsTextAsync(stream, cancellation);

    private void Tell(Snapshot snapshot)
    {
        lock (_snapshot)
        {
            if (!ReferenceEquals(_told, snapshot))
            {
                foreach (string[] labels in _snapshot.GetAllLabelValues())
                {
                    _snapshot.RemoveLabelled(labels);
                }

                _snapshot.WithLabels(snapshot.Experiment, snapshot.Name, snapshot.TaskName ?? "").Set(1);
                _told = snapshot;
            }
        }
    }
}
