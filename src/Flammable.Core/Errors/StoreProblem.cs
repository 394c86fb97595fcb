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

    /// <summary>The library's folder lies where it must not: inside an experiment, or is a file.</summary>
    Misplaced,
}
