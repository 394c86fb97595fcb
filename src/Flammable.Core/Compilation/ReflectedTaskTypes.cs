using System.Reflection;
using Flammable.Execution;

namespace Flammable.Compilation;

/// <summary>Finds the task classes of an assembly that was built elsewhere.</summary>
internal static class ReflectedTaskTypes
{
    public static IReadOnlyList<TaskType> Find(byte[] assembly, IReadOnlyDictionary<string, string> libraries)
    {
        var context = new TaskLoadContext(new CompiledTask("inspection", assembly, [], libraries, new Dictionary<string, string>(), PackageVersions.None));
        try
        {
            return
            [
                .. context.LoadTask().GetTypes()
                    .Where(type => type.IsSubclassOf(typeof(FlamTask)))
                    .Select(type => new TaskType(
                        type.FullName!,
                        "",
                        type.IsAbstract || type.ContainsGenericParameters,
                        type.GetConstructor(BindingFlags.Public | BindingFlags.Instance, []) is not null))
                    .OrderBy(type => type.FullName, StringComparer.Ordinal),
            ];
        }
        finally
        {
            context.Unload();
        }
    }
}
