using System.Reflection;
using System.Text.RegularExpressions;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Architecture;

/// <summary>Who may know whom: PowerShell → Core ← Cli; Git and Snapshots know no sibling; Errors is known by all.</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Core = typeof(FlamTask).Assembly;

    [Fact]
    public void Core_refers_to_the_framework_and_its_two_packages_alone() => Assert.All(
        Core.GetReferencedAssemblies().Select(reference => reference.Name!),
        name => Assert.True(
            name.StartsWith("System.", StringComparison.Ordinal)
            || name is "LibGit2Sharp" or "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp" or "Microsoft.Win32.Primitives",
            name));

    [Fact]
    public void Core_writes_to_no_console_of_its_own() => Assert.Empty(
        SourceTree.Files("Flammable.Core")
            .Where(file => SourceTree.Code(file).Any(line => Regex.IsMatch(line, @"\bConsole\.(Write|Read|Clear|Beep|Cancel)")))
            .Select(Path.GetFileName));

    [Theory]
    [InlineData("Git")]
    [InlineData("Snapshots")]
    public void Folder_knows_no_sibling_but_Errors(string folder)
    {
        string[] siblings = [.. Namespaces().Where(name => name != $"Flammable.{folder}" && name != "Flammable.Errors" && name != "Flammable")];

        foreach (string file in SourceTree.Files("Flammable.Core").Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == folder))
        {
            Assert.All(SourceTree.Code(file), line => Assert.DoesNotContain(
                siblings, sibling => line.Contains($"{sibling};", StringComparison.Ordinal) || line.Contains($"{sibling}.", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("LibGit2Sharp", "Git")]
    [InlineData("Microsoft.CodeAnalysis", "Compilation")]
    public void Package_is_named_in_one_folder_alone(string package, string folder) => Assert.All(
        SourceTree.Files("Flammable.Core").Where(file => SourceTree.Code(file).Any(line => line.Contains(package, StringComparison.Ordinal))),
        file => Assert.Equal(folder, Path.GetFileName(Path.GetDirectoryName(file))));

    [Fact]
    public void Namespaces_are_the_folders() => Assert.All(
        SourceTree.Files("Flammable.Core"),
        file =>
        {
            string folder = Path.GetRelativePath(SourceTree.Of("Flammable.Core"), Path.GetDirectoryName(file)!);
            string expected = folder == "." ? "namespace Flammable;" : $"namespace Flammable.{folder.Replace(Path.DirectorySeparatorChar, '.')};";
            Assert.Contains(expected, File.ReadLines(file));
        });

    [Fact]
    public void No_public_signature_names_a_package()
    {
        string[] offenders =
        [
            .. Core.GetExportedTypes()
                .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    .Where(IsVisible)
                    .SelectMany(member => Signature(member).Append(type.BaseType).Concat(type.GetInterfaces()).Select(used => (type, member, used))))
                .Where(use => use.used is not null && Flatten(use.used).Any(IsForeign))
                .Select(use => $"{use.type}.{use.member.Name}: {use.used}"),
        ];

        Assert.Empty(offenders);
    }

    [Fact]
    public void Public_types_are_sealed_or_meant_to_be_derived() => Assert.All(
        Core.GetExportedTypes(),
        type => Assert.True(
            type.IsSealed || type.IsAbstract || type.IsEnum || type.IsValueType || type.IsInterface || Core.GetTypes().Any(other => other.BaseType == type),
            type.FullName));

    [Fact]
    public void Public_exceptions_are_FlammableExceptions() => Assert.All(
        Core.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception))),
        type => Assert.True(type.IsAssignableTo(typeof(Flammable.Errors.FlammableException)), type.FullName));

    private static IEnumerable<string> Namespaces() => Core.GetTypes().Select(type => type.Namespace).OfType<string>().Distinct();

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };

    private static IEnumerable<Type?> Signature(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<Type> Flatten(Type type) =>
        type.GetGenericArguments().SelectMany(Flatten).Append(type.HasElementType ? type.GetElementType()! : type);

    private static bool IsForeign(Type type) =>
        type.Assembly.GetName().Name is { } name && (name == "LibGit2Sharp" || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
}
