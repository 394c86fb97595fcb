using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Flammable.Errors;

namespace Flammable.Cli.Serving;

/// <summary>What a server shows its clients to prove who it is.</summary>
/// <param name="Certificate">The certificate with its private key.</param>
/// <param name="Chain">The certificates between it and a root that clients know.</param>
internal sealed record ServerCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain) : IDisposable
{
    /// <summary>The environment variable with the password of a key or a PFX file.</summary>
    public const string PasswordVariable = "FLAMMABLE_CERTIFICATE_PASSWORD";

    /// <summary>Why clients refuse the certificate at a time; <see langword="null"/> where its dates are no reason.</summary>
    /// <param name="path">The path of its file, for the message.</param>
    /// <param name="now">The time.</param>
    public string? Warning(string path, DateTimeOffset now)
    {
        string? state = now > Certificate.NotAfter ? $"expired on {Text(Certificate.NotAfter)}"
            : now < Certificate.NotBefore ? $"is not valid before {Text(Certificate.NotBefore)}"
            : null;
        return state is null ? null : $"The certificate '{path}' {state}, and clients refuse it: start the server with a valid one, or set the computer's clock.";

        static string Text(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }

    /// <summary>Loads a certificate.</summary>
    /// <param name="path">The full path of a PEM or PFX file.</param>
    /// <param name="keyPath">The full path of the key, a PEM file; <see langword="null"/> where the certificate's file holds it.</param>
    /// <exception cref="ServerException">A file cannot be read, or is not what it should be.</exception>
    public static ServerCertificate Load(string path, string? keyPath)
    {
        string? password = Environment.GetEnvironmentVariable(PasswordVariable);
        // Neither the task nor the programs that it starts are to find it.
        Environment.SetEnvironmentVariable(PasswordVariable, null);
        try
        {
            return IsPem(path) ? LoadPem(path, keyPath ?? path, password) : LoadPfx(path, password);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error.Message, error);
        }
    }

    public void Dispose()
    {
        Certificate.Dispose();
        foreach (X509Certificate2 one in Chain)
        {
            one.Dispose();
        }
    }

    private static bool IsPem(string path) => File.ReadAllText(path).Contains("-----BEGIN ", StringComparison.Ordinal);

    private static ServerCertificate LoadPem(string path, string keyPath, string? password)
    {
        using X509Certificate2 certificate = File.ReadAllText(keyPath).Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath)
            : X509Certificate2.CreateFromPemFile(path, keyPath);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);

        // Windows has TLS done by a part of the system that finds no key that lives in this process alone.
        return new ServerCertificate(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null), chain);
    }

    private static ServerCertificate LoadPfx(string path, string? password)
    {
        X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        X509Certificate2 certificate = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw Unusable(path, "it has no private key.");
        return new ServerCertificate(certificate, all);
    }

    private static ServerException Unusable(string path, string reason, Exception? error = null) =>
        new($"The certificate '{path}' cannot be used: {reason}", ServerProblem.CertificateUnusable, error);
}
