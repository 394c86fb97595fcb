namespace Flammable.Execution;

/// <summary>Where a run finds its data files.</summary>
internal interface IDataFiles
{
    /// <summary>Where they are looked for, as the end of the sentence "the file is not …".</summary>
    string Places { get; }

    /// <summary>The full path of a file or folder; <see langword="null"/> where it is not there.</summary>
    string? Find(string path);
}
