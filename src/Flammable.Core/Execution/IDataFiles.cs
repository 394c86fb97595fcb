namespace Flammable.Execution;

/// <summary>Where a run finds its data files, and its code where that is needed as files.</summary>
internal interface IDataFiles
{
    /// <summary>Where they are looked for, as the end of the sentence "the file is not …".</summary>
    string Places { get; }

    /// <summary>The full path of a file or folder; <see langword="null"/> where it is not there.</summary>
    string? Find(string path);

    /// <summary>The full path of a program, which is looked for in the same places and is no data; <see langword="null"/> where it is not there.</summary>
    string? FindProgram(string path);

    /// <summary>A folder with the code that runs.</summary>
    RunFolder CheckOutCode();
}
