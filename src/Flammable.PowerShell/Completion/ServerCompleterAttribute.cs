using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the ids of servers.</summary>
public sealed class ServerCompleterAttribute() : ArgumentCompleterAttribute(typeof(ServerCompleter));
