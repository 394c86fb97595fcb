using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Chooses the one task class that is meant.</summary>
internal static class TaskChoice
{
    /// <summary>Chooses among the classes of an assembly.</summary>
    /// <param name="types">The classes that derive <see cref="FlamTask"/>.</param>
    /// <param name="location">The path that the user named.</param>
    /// <param name="name">The full or short name that the user named; <see langword="null"/> for the only one.</param>
    /// <exception cref="TaskNotFoundException">None fits, or several do.</exception>
    public static TaskType Choose(IReadOnlyList<TaskType> types, TaskLocation location, string? name)
    {
        TaskType[] concrete = [.. types.Where(type => !type.IsAbstract)];
        TaskType[] meant = name is null
            ? InFile(concrete, location.EntryFile)
            : Named(concrete, name);
        return meant switch
        {
            [{ HasConstructor: true } only] => only,
            [var only] => throw new TaskNotFoundException(
                $"The task class '{only.FullName}' in '{location.Path}' has no public constructor without parameters.", location.Path),
            [] => throw None(types, concrete, location, name),
            _ => throw new TaskNotFoundException(
                $"The path '{location.Path}' holds {meant.Length} task classes: {Names(meant)}.", location.Path, [.. meant.Select(type => type.FullName)]),
        };
    }

    /// <summary>All classes of an assembly that can be chosen at a path.</summary>
    /// <param name="types">The classes that derive <see cref="FlamTask"/>.</param>
    /// <param name="location">The path that the user named.</param>
    /// <exception cref="TaskNotFoundException">There are none.</exception>
    public static IReadOnlyList<TaskType> All(IReadOnlyList<TaskType> types, TaskLocation location)
    {
        TaskType[] concrete = [.. types.Where(type => !type.IsAbstract)];
        TaskType[] meant = InFile(concrete, location.EntryFile);
        return meant.Length > 0 ? meant : throw None(types, concrete, location, name: null);
    }

    private static TaskType[] Named(TaskType[] types, string name) =>
        Array.Find(types, type => type.FullName == name) is { } exact ? [exact] : [.. types.Where(type => type.Name == name)];

    // An assembly that the SDK built does not tell the files.
    private static TaskType[] InFile(TaskType[] types, string entryFile) =>
        CodeFile.IsSource(entryFile) ? [.. types.Where(type => type.File == entryFile || type.File.Length == 0)] : types;

    private static TaskNotFoundException None(
        IReadOnlyList<TaskType> types, TaskType[] concrete, TaskLocation location, string? name)
    {
        string[] candidates = [.. concrete.Select(type => type.FullName)];
        string message = name is not null ? $"The path '{location.Path}' holds no task class '{name}'."
            : types.Count > 0 && concrete.Length == 0 ? $"The path '{location.Path}' holds only an abstract or generic task class: {Names(types)}."
            : $"The path '{location.Path}' holds no class that derives FlamTask.";
        return new TaskNotFoundException(message, location.Path, candidates);
    }

    private static string Names(IEnumerable<TaskType> types) => string.Join(", ", types.Select(type => $"'{type.FullName}'"));
}
