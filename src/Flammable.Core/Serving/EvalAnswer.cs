using Flammable.Snapshots;

namespace Flammable.Serving;

/// <summary>What a served model answered to one sample.</summary>
/// <param name="Snapshot">The snapshot whose model answered.</param>
/// <param name="Json">The result, one JSON value in UTF-8.</param>
public readonly record struct EvalAnswer(Snapshot Snapshot, byte[] Json);
