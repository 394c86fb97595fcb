namespace Flammable.Errors;

/// <summary>The kinds of trouble with the library's files.</summary>
public enum StoreProblem
{
    /// <summary>A file is empty, cut, or not the JSON it should be.</summary>
    Damaged,

    /// <summary>A checkpoint's file is missing, or not as it was written.</summary>
    CheckpointDamaged,

    /// <summary>A model file is gone, or not as it was saved.</summary>
    ModelDamaged,

    /// <summary>A file was written by a later version of Flammable.</summary>
    NewerVersion,

    /// <summary>A file or folder cannot be read.</summary>
    NotReadable,

    /// <summary>A file or folder cannot be written: no permission, or no space.</summary>
    NotWritable,

    /// <summary>The snapshot was copied from elsewhere without its model files.</summary>
    ModelNotCopied,

    /// <summary>A snapshot or an experiment has a name that other systems cannot have, so that it cannot be copied.</summary>
    NotPortable,

    /// <summary>A folder to copy snapshots from or to is neither a library nor a git repository, or is not there.</summary>
    NoCopyPlace,

    /// <summary>The library's folder lies where it must not: inside an experiment, or is a file.</summary>
    Misplaced,
}
