using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Verifying;

/// <summary>Compares what two trainings of the same code started with.</summary>
/// <param name="expected">The snapshot.</param>
/// <param name="actual">The snapshot of the training that was done again.</param>
internal sealed class VerifiedRecord(Snapshot expected, Snapshot actual)
{
    public IEnumerable<VerifiedItem> Compare() =>
    [
        VerifiedItem.Of(VerifiedPart.Code, "commit", expected.Commit, actual.Commit),
        .. Parameters(),
        .. Environment(),
        .. Data(),
    ];

    private IEnumerable<VerifiedItem> Parameters() =>
        expected.Parameters.Keys.Union(actual.Parameters.Keys).Select(Parameter)
            .Append(VerifiedItem.Of(VerifiedPart.Parameter, "seed", Text(expected.Seed), Text(actual.Seed)));

    private VerifiedItem Parameter(string name)
    {
        VerifiedItem item = VerifiedItem.Of(
            VerifiedPart.Parameter, name, Value(expected.Parameters, name), Value(actual.Parameters, name));
        return item.IsSame == false && HyperparameterValue.IsSame(item.Expected, item.Actual) ? item with { IsSame = true, Message = null } : item;
    }

    private IEnumerable<VerifiedItem> Environment()
    {
        RunEnvironment before = expected.Environment ?? new RunEnvironment();
        RunEnvironment now = actual.Environment!;
        return
        [
            Part("Flammable", expected.Version, FlammableVersion.Current),
            Part("OS", before.OS, now.OS),
            Part("architecture", before.Architecture, now.Architecture),
            Part("CPU", before.Cpu?.ToString(), now.Cpu?.ToString()),
            .. Gpus(before) is "none" && Gpus(now) is "none" ? [] : new[] { Part("GPUs", expected.Environment is null ? null : Gpus(before), Gpus(now)) },
            Part(".NET", before.Dotnet, now.Dotnet),
            .. before.Packages.Keys.Union(now.Packages.Keys).Order(StringComparer.OrdinalIgnoreCase)
                .Select(name => Part(name, before.Packages.GetValueOrDefault(name), now.Packages.GetValueOrDefault(name))),
        ];
    }

    private IEnumerable<VerifiedItem> Data() => expected.Data.Keys.Union(actual.Data.Keys).Order(StringComparer.Ordinal).Select(name =>
    {
        (DataFile? before, DataFile? now) = (expected.Data.GetValueOrDefault(name), actual.Data.GetValueOrDefault(name));
        return VerifiedItem.Of(VerifiedPart.Data, name, before?.ToString(), now?.ToString()) with
        {
            IsSame = before is null || now is null ? null : before == now,
        };
    });

    private static VerifiedItem Part(string item, string? before, string? now) => VerifiedItem.Of(VerifiedPart.Environment, item, before, now);

    private static string Gpus(RunEnvironment environment) =>
        environment.Gpus.Count == 0 ? "none" : string.Join(", ", environment.Gpus);

    private static string? Value(IReadOnlyDictionary<string, object?> parameters, string name) =>
        parameters.TryGetValue(name, out object? value) ? Text(value) ?? "null" : null;

    private static string? Text(object? value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
