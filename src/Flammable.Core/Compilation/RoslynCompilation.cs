using System.Collections.Immutable;
using System.Text;
using Flammable.Errors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Flammable.Compilation;

/// <summary>Compiles C# files in this process, as the SDK would compile them as a file-based app.</summary>
internal static class RoslynCompilation
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<ImmutableArray<MetadataReference>> Framework = new(FrameworkReferences.Load);

    // What the compiler has learned of the framework lives as long as a compilation that used it.
    private static volatile CSharpCompilation? _last;

    /// <exception cref="TaskCompilationException">The code does not compile.</exception>
    public static CompiledTask Compile(SourceSet sources, Directives directives, ResolvedPackages packages, CancellationToken cancellation)
    {
        Dictionary<string, SyntaxTree> trees = Parse(sources, directives, cancellation);
        bool isProgram = trees.Values.Any(tree => IsProgram(tree, cancellation));
        var compilation = CSharpCompilation.Create(
            $"FlamTask-{sources.Hash()[..12]}",
            [.. trees.Values, .. Implicit(directives)],
            [.. Framework.Value, .. packages.References.Select(path => MetadataReference.CreateFromFile(path))],
            Options(directives, isProgram));
        _last = compilation;

        using var assembly = new MemoryStream();
        EmitResult result = compilation.Emit(
            assembly,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded),
            cancellationToken: cancellation);
        if (!result.Success)
        {
            throw new TaskCompilationException(sources.Location.Path, Errors(result.Diagnostics));
        }

        return new CompiledTask(
            compilation.AssemblyName!,
            assembly.ToArray(),
            TaskTypeSearch.Find(compilation, trees),
            packages.Libraries,
            packages.NativeLibraries,
            packages.Versions);
    }

    /// <summary>
    /// The code without the programs beside the named file: each file with top-level statements is one, and two of them do
    /// not compile together. Their <c>#:</c> lines do not count either.
    /// </summary>
    public static SourceSet WithoutOtherPrograms(SourceSet sources, CancellationToken cancellation)
    {
        string entryFile = sources.Location.EntryFile;
        if (sources.Files.Count == 1 || sources.ProjectFile is not null || !sources.Files.ContainsKey(entryFile))
        {
            return sources;
        }

        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        return sources with
        {
            Files = sources.Files
                .Where(file => file.Key == entryFile || !IsProgram(
                    CSharpSyntaxTree.ParseText(Directives.Blank(sources.Text(file.Key)), options, cancellationToken: cancellation), cancellation))
                .ToDictionary(),
        };
    }

    /// <summary>Whether one of the files has top-level statements.</summary>
    public static bool HasProgram(SourceSet sources, Directives directives) =>
        Parse(sources, directives, default).Values.Any(tree => IsProgram(tree, default));

    private static Dictionary<string, SyntaxTree> Parse(SourceSet sources, Directives directives, CancellationToken cancellation)
    {
        CSharpParseOptions options = ParseOptions(directives);
        return sources.Files.Keys
            .Where(CodeFile.IsSource)
            .Order(StringComparer.Ordinal)
            .ToDictionary(
                path => path,
                path => CSharpSyntaxTree.ParseText(
                    SourceText.From(Directives.Blank(sources.Text(path)), Encoding.UTF8),
                    options,
                    Path.Combine(sources.Location.Folder, path),
                    cancellation));
    }

    private static bool IsProgram(SyntaxTree tree, CancellationToken cancellation) =>
        ((CompilationUnitSyntax)tree.GetRoot(cancellation)).Members.Any(member => member is GlobalStatementSyntax);

    private static IEnumerable<SyntaxTree> Implicit(Directives directives) =>
        directives.Properties.GetValueOrDefault("ImplicitUsings") is "disable" or "false"
            ? []
            : [CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions(directives))];

    private static CSharpParseOptions ParseOptions(Directives directives)
    {
        string? asked = directives.Properties.GetValueOrDefault("LangVersion");
        LanguageVersion version = LanguageVersionFacts.TryParse(asked, out LanguageVersion parsed) ? parsed : LanguageVersion.Latest;
        string[] constants = directives.Properties.GetValueOrDefault("DefineConstants")?.Split([';', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new CSharpParseOptions(version, preprocessorSymbols: ["RELEASE", "NET", "NET10_0", "NET10_0_OR_GREATER", .. constants]);
    }

    private static CSharpCompilationOptions Options(Directives directives, bool isProgram) => new(
        isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: directives.Properties.GetValueOrDefault("AllowUnsafeBlocks") == "true",
        nullableContextOptions: directives.Properties.GetValueOrDefault("Nullable") == "disable"
            ? NullableContextOptions.Disable
            : NullableContextOptions.Enable,
        deterministic: true);

    private static CompilationError[] Errors(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(Describe),
    ];

    private static CompilationError Describe(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return new CompilationError(diagnostic.Id, message, "", 0, 0, "");
        }

        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        string line = tree.GetText().Lines[start.Line].ToString();
        return new CompilationError(diagnostic.Id, message, tree.FilePath, start.Line + 1, start.Character + 1, line);
    }
}
