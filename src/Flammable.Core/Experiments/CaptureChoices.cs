namespace Flammable.Experiments;

/// <summary>What the user says of a capture's commit.</summary>
/// <param name="Message">The commit's message.</param>
/// <param name="Mode">Where to put it; <see langword="null"/> for the default.</param>
/// <param name="AllowFiles">Wildcard patterns of files that the guard lets through.</param>
internal sealed record CaptureChoices(string Message, CommitMode? Mode, IReadOnlyList<string> AllowFiles);
