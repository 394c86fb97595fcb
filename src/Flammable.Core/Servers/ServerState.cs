using System.Text.Json.Serialization;

namespace Flammable.Servers;

/// <summary>Where a server stands.</summary>
public enum ServerState
{
    /// <summary>It loads its model and does not listen yet.</summary>
    [JsonStringEnumMemberName("starting")]
    Starting,

    /// <summary>It answers.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It takes nothing new, and finishes what it has accepted.</summary>
    [JsonStringEnumMemberName("stopping")]
    Stopping,

    /// <summary>Its process is gone without having taken its leave: it was killed, or the computer went down.</summary>
    [JsonStringEnumMemberName("dead")]
    Dead,
}
