using System.Reflection;
using System.Text.Json;

namespace Flammable.Execution;

/// <summary>The framework's caches that would keep a task's types, and with them its assembly, for ever.</summary>
internal static class TypeCaches
{
    // JsonSerializerOptions.Default remembers every type that was ever serialized with it. This is how hot reload, which
    // has the same trouble, makes it forget: https://github.com/dotnet/runtime/issues/65323
    private static readonly Action<Type[]?>? ClearJson =
        typeof(JsonSerializer).Assembly.GetType("System.Text.Json.JsonSerializerOptionsUpdateHandler")
            ?.GetMethod("ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])])
            ?.CreateDelegate<Action<Type[]?>>();

    /// <summary>Makes them forget. They fill again by themselves.</summary>
    public static void Clear() => ClearJson?.Invoke(null);
}
