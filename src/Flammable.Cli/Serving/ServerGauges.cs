using System.Diagnostics;
using Flammable.Serving;
using Prometheus;

namespace Flammable.Cli.Serving;

/// <summary>What the metrics tell of the moment in which they are read.</summary>
internal sealed class ServerGauges
{
    private readonly Gauge _ready;
    private readonly Gauge _waiting;
    private readonly Gauge _running;
    private readonly Gauge _workers;
    private readonly Counter _replaced;
    private readonly Gauge _leftBehind;
    private readonly Gauge _resident;
    private readonly Gauge _managed;
    private readonly Counter _processorTime;

    public ServerGauges(MetricFactory metrics)
    {
        _ready = metrics.CreateGauge("flammable_ready", "1 where a worker is there to answer, else 0.");
        _waiting = metrics.CreateGauge("flammable_queue_length", "Samples that wait for a worker.");
        _running = metrics.CreateGauge("flammable_samples_running", "Samples that are being evaluated.");
        _workers = metrics.CreateGauge("flammable_workers", "Workers that evaluate at the same time.");
        _replaced = metrics.CreateCounter("flammable_workers_replaced_total", "Workers that hung or failed, and were replaced.");
        _leftBehind = metrics.CreateGauge("flammable_workers_left_behind", "Replaced workers that have not ended yet.");
        _resident = metrics.CreateGauge("process_resident_memory_bytes", "The memory of the process.");
        _managed = metrics.CreateGauge("dotnet_total_memory_bytes", "The part of it that .NET's garbage collector has allocated.");
        _processorTime = metrics.CreateCounter("process_cpu_seconds_total", "The processor time that the process has used.");
        using Process process = Process.GetCurrentProcess();
        metrics.CreateGauge("process_start_time_seconds", "When the process began, in seconds of Unix time.")
            .Set(new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
    }

    public void Read(ModelHost host)
    {
        using Process process = Process.GetCurrentProcess();
        _ready.Set(host.IsReady ? 1 : 0);
        _waiting.Set(host.Waiting);
        _running.Set(host.Running);
        _workers.Set(host.Options.Workers);
        _replaced.IncTo(host.Replaced);
        _leftBehind.Set(host.LeftBehind);
        _resident.Set(process.WorkingSet64);
        _managed.Set(GC.GetTotalMemory(forceFullCollection: false));
        _processorTime.IncTo(process.TotalProcessorTime.TotalSeconds);
    }
}
