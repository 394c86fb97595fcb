using System.Reflection;

namespace Flammable;

/// <summary>The version that runs.</summary>
internal static class FlammableVersion
{
    public static string Current { get; } =
        typeof(FlammableVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
