namespace Flammable.Formatting;

/// <summary>What the views show of a server beyond its properties, also of one that comes back from a job.</summary>
public static class ServerText
{
    /// <summary>The snapshot as <c>experiment/id</c>, which is short and names it wherever a snapshot is asked for.</summary>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="name">The snapshot's name.</param>
    public static string Snapshot(string experiment, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"{experiment}/{name[(name.LastIndexOf('-') + 1)..]}";
    }
}
