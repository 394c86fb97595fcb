using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Flammable.Cli.Serving;

/// <summary>What a client of the server's address must show. See RFC 6750.</summary>
/// <param name="token">The token, in ASCII.</param>
internal sealed class BearerToken(string token)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);

    /// <summary>Whether the header <c>Authorization</c> shows the token; how much of a wrong one is right takes no less or more time.</summary>
    public bool IsShownBy(StringValues authorization)
    {
        if (authorization.Count != 1 || authorization[0] is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> shown = header.AsSpan(Scheme.Length).Trim(' ');
        if (shown.Length != _token.Length)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[_token.Length];
        return Encoding.ASCII.TryGetBytes(shown, bytes, out int count) && CryptographicOperations.FixedTimeEquals(bytes[..count], _token);
    }
}
