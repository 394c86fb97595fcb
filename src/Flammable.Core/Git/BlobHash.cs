using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>git's hash of an object's bytes, computed without writing the object.</summary>
internal static class BlobHash
{
    /// <summary>The hash of a file or of a symbolic link's target, in hexadecimal digits.</summary>
    public static string OfFile(string path, Mode mode)
    {
        if (mode == Mode.SymbolicLink)
        {
            byte[] target = Encoding.UTF8.GetBytes(new FileInfo(path).LinkTarget ?? "");
            return Of("blob", new MemoryStream(target), target.Length);
        }

        using FileStream file = File.OpenRead(path);
        return Of("blob", file, file.Length);
    }

    /// <summary>The hash of an object of any kind, in hexadecimal digits.</summary>
    public static string Of(string kind, Stream content, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"{kind} {length}\0"));
        byte[] buffer = new byte[81920];
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
