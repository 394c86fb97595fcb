using Flammable.Benchmarks.Comparisons;
using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Benchmarks.Micro;

IComparison[] comparisons =
[
    new StatusComparison(),
    new CaptureComparison(),
    new TrainComparison(),
    new EditComparison(),
    new ImportComparison(),
    new PastTaskComparison(),
    new ListComparison(),
    new RemovalComparison(),
    new RestoreComparison(),
    new DiffComparison(),
    new JournalComparison(),
    new EpochComparison(),
    new BytesComparison(),
    new SummaryComparison(),
    new IterationComparison(),
    new ServeComparison(),
    new SocketComparison(),
    new ServerMemoryComparison(),
    new SwapComparison(),
];

if (args is [BareServer.Command, var route, var answer])
{
    BareServer.Run(route, answer);
    return 0;
}

if (args is ["micro", ..])
{
    MicroBenchmarks.Run(args[1..]);
    return 0;
}

string[] unknown = [.. args.Except(comparisons.Select(comparison => comparison.Name))];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"No comparison is named '{unknown[0]}'. There are: {string.Join(", ", comparisons.Select(c => c.Name))}, micro.");
    return 2;
}

using var folder = new TemporaryFolder();
Isolation.Begin(folder.Inner("user"));
var figures = new List<Figure>();
foreach (IComparison comparison in comparisons.Where(comparison => args.Length == 0 || args.Contains(comparison.Name)))
{
    Console.Error.WriteLine($"Measuring {comparison.Name} ...");
    figures.AddRange(comparison.Measure(folder.Inner(comparison.Name)));
}

FigureTable.Print(figures);
return 0;
