using System.Runtime.CompilerServices;
using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Turns a task's code into an assembly: from the cache, by the compiler in this process, or by a build of its project.</summary>
/// <param name="cacheFolder">The full path of the folder that compiled tasks are kept in.</param>
internal sealed class TaskCompiler(string cacheFolder)
{
    private readonly CompilationCache _cache = new(Path.Combine(cacheFolder, "compiled"));

    /// <summary>Compiles the code.</summary>
    /// <exception cref="TaskCompilationException">The code does not compile.</exception>
    public CompiledTask Compile(SourceSet sources, CancellationToken cancellation)
    {
        if (sources.IsManifest)
        {
            return CompiledTask.Of(ManifestReader.Read(sources));
        }

        string key = sources.Hash(
            typeof(FlamTask).Assembly.ManifestModule.ModuleVersionId.ToString(),
            Environment.Version.ToString(),
            sources.Files.Count > 1 ? sources.Location.EntryFile : "",
            OutsideProjects.Describe(OutsideProjects.Of(sources)));
        return _cache.Find(key) ?? _cache.Add(key, Build(sources, key, cancellation));
    }

    // Kept apart, so that a task from the cache does not load the compiler.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CompiledTask Build(SourceSet sources, string key, CancellationToken cancellation)
    {
        sources = RoslynCompilation.WithoutOtherPrograms(sources, cancellation);
        Directives directives = Directives.Read(sources);
        bool needsProject = sources.ProjectFile is not null || directives.NeedProject;
        bool needsSdk = needsProject || directives.Packages.Count > 0;
        using FileStream? turn = needsSdk ? TakeTurn(cancellation) : null;
        if (needsProject)
        {
            return new ProjectBuild(Path.Combine(cacheFolder, "builds", key), sources, directives).Run(cancellation);
        }

        ResolvedPackages packages = directives.Packages.Count == 0
            ? ResolvedPackages.None
            : new PackageResolver(Path.Combine(cacheFolder, "packages"), sources.Location.Path).Resolve(directives.Packages, cancellation);
        return RoslynCompilation.Compile(sources, directives, packages, cancellation);
    }

    // Two processes must not build in one folder.
    private FileStream TakeTurn(CancellationToken cancellation)
    {
        Directory.CreateDirectory(cacheFolder);
        return FileLock.Take(Path.Combine(cacheFolder, "build.lock"), cancellation);
    }
}
