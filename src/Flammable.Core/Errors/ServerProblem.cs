namespace Flammable.Errors;

/// <summary>What is wrong with a server.</summary>
public enum ServerProblem
{
    /// <summary>No server has that id, or none runs.</summary>
    NotFound,

    /// <summary>Several servers answer to the id, or run where one is meant.</summary>
    Ambiguous,

    /// <summary>Its process is gone, or went in the middle of a request.</summary>
    Dead,

    /// <summary>Its process lives, but does not answer, or runs on another computer.</summary>
    NotAnswering,

    /// <summary>It answers, but not to this request.</summary>
    Refused,

    /// <summary>Another server or program has the socket or the port.</summary>
    AddressInUse,

    /// <summary>The program that is the server cannot be found or started.</summary>
    ProgramMissing,

    /// <summary>The process ended before the server was there.</summary>
    StartFailed,

    /// <summary>It cannot load the other snapshot, and serves the one that it has.</summary>
    SwapFailed,

    /// <summary>The address, port or socket cannot be listened on.</summary>
    BadAddress,

    /// <summary>The certificate or its key cannot be read, or do not fit.</summary>
    CertificateUnusable,

    /// <summary>The system has no room for the path of the socket.</summary>
    SocketPathTooLong,

    /// <summary>The folder in which the servers of the user are registered cannot be written.</summary>
    FolderUnwritable,
}
