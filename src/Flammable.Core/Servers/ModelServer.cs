using System.Text.Json.Serialization;

namespace Flammable.Servers;

/// <summary>A process of this user that serves a snapshot's model, as it was when it was asked.</summary>
public sealed record ModelServer
{
    /// <summary>Five letters, unique among the servers of the user.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required ServerState State { get; init; }

    /// <summary>What clients connect to: <c>http://127.0.0.1:8080</c>, <c>https://…</c>, or the socket as <c>unix:/path/x.sock</c> or <c>pipe:name</c>.</summary>
    public required string Address { get; init; }

    /// <summary>
    /// The full path of the socket that only its user can open; on Windows the path of the named pipe, <c>\\.\pipe\</c> and
    /// its name.
    /// </summary>
    public required string SocketPath { get; init; }

    /// <summary>The full path of the file with the token that <see cref="Address"/> demands; <see langword="null"/> where it is the socket.</summary>
    public string? TokenPath { get; init; }

    /// <summary>The full path of the library that the snapshot is from.</summary>
    public required string Library { get; init; }

    /// <summary>The name of the snapshot's experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The name of the snapshot that answers.</summary>
    public required string Snapshot { get; init; }

    /// <summary>The full name of the task's class; empty where the snapshot does not say.</summary>
    public required string TaskName { get; init; }

    /// <summary>The id of its process, on the computer that it runs on.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When its process began, in local time.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it has been there; <see langword="null"/> where it is dead.</summary>
    [JsonIgnore]
    public TimeSpan? Uptime { get; init; }

    /// <summary>How many requests for predictions it has answered; <see langword="null"/> where it did not say.</summary>
    public long? Requests { get; init; }

    /// <summary>How many workers evaluate at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>The full path of its log; empty before it writes one.</summary>
    public string LogPath { get; init; } = "";

    /// <summary>The computer that it runs on: a home folder may be shared by several.</summary>
    [JsonInclude]
    internal string Computer { get; init; } = Environment.MachineName;

    /// <summary>The server as <c>id (experiment/snapshot)</c>.</summary>
    public override string ToString() => $"{Id} ({Experiment}/{Snapshot})";
}
