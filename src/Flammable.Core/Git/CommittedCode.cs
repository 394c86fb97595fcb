namespace Flammable.Git;

/// <summary>The code of an experiment in one commit, and what the commit says of itself.</summary>
/// <param name="Code">The commit and the experiment's folder in it.</param>
/// <param name="Tree">The hash of the folder's tree: two commits with the same one have the same code.</param>
/// <param name="Message">The first line of the commit's message.</param>
/// <param name="Author">The author's name.</param>
/// <param name="AuthoredAt">When the author wrote it.</param>
internal sealed record CommittedCode(CodeBase Code, string Tree, string Message, string Author, DateTimeOffset AuthoredAt);
