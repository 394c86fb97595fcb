using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flammable.Compilation;

/// <summary>Finds the classes of a compilation that derive <see cref="FlamTask"/>.</summary>
internal static class TaskTypeSearch
{
    public static IReadOnlyList<TaskType> Find(CSharpCompilation compilation, IReadOnlyDictionary<string, SyntaxTree> trees)
    {
        Dictionary<SyntaxTree, string> files = trees.ToDictionary(tree => tree.Value, tree => tree.Key);
        return
        [
            .. Types(compilation.Assembly.GlobalNamespace)
                .Where(DerivesFlamTask)
                .Select(type => Describe(type, files))
                .OrderBy(type => type.FullName, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().SelectMany(member => member switch
        {
            INamespaceSymbol inner => Types(inner),
            INamedTypeSymbol type => Types(type).Prepend(type),
            _ => [],
        });

    private static bool DerivesFlamTask(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent is { Name: nameof(FlamTask), ContainingNamespace: { Name: nameof(Flammable), ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    private static TaskType Describe(INamedTypeSymbol type, Dictionary<SyntaxTree, string> files) => new(
        ReflectionName(type),
        type.DeclaringSyntaxReferences.Select(reference => files.GetValueOrDefault(reference.SyntaxTree)).FirstOrDefault() ?? "",
        type.IsAbstract || type.IsGenericType,
        type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public));

    private static string ReflectionName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            return $"{ReflectionName(outer)}+{type.MetadataName}";
        }

        return type.ContainingNamespace.IsGlobalNamespace
            ? type.MetadataName
            : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
    }
}
