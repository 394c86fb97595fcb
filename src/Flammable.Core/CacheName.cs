using System.Security.Cryptography;
using System.Text;

namespace Flammable;

/// <summary>Names of cache entries for keys that no file could be named after.</summary>
internal static class CacheName
{
    private const int Length = 32;

    /// <summary>The name for a key: the first half of its SHA-256, in hexadecimal digits.</summary>
    public static string Of(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Length];
}
