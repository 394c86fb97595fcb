using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Flammable.Tests.Fixtures;

/// <summary>Finds the load context of a run's task. Other tests load tasks meanwhile: the run's own loads in the flow of the call.</summary>
internal static class LoadedContext
{
    private static readonly AsyncLocal<object?> Runner = new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static WeakReference Of(Action run)
    {
        object me = new();
        WeakReference? context = null;
        void Remember(object? sender, AssemblyLoadEventArgs loaded)
        {
            if (Runner.Value == me && loaded.LoadedAssembly.GetName().Name!.StartsWith("FlamTask-", StringComparison.Ordinal))
            {
                context = new WeakReference(AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly));
            }
        }

        AppDomain.CurrentDomain.AssemblyLoad += Remember;
        try
        {
            Runner.Value = me;
            run();
        }
        finally
        {
            Runner.Value = null;
            AppDomain.CurrentDomain.AssemblyLoad -= Remember;
        }

        return context!;
    }
}
