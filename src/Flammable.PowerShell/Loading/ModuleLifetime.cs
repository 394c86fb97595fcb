using System.Management.Automation;

namespace Flammable.Loading;

/// <summary>Sets the module up when a runspace imports it, and takes it down when a runspace removes it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport() => DependencyResolver.Add();

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => DependencyResolver.Remove();
}
