using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

public sealed class TlsTests : IClassFixture<TrainedSandbox>, IDisposable
{
    private const string Password = "pass word";

    private readonly Sandbox _sandbox;
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public TlsTests(TrainedSandbox trained)
    {
        _sandbox = trained.Sandbox;
        _sandbox.Environment.Clear();
        _certificate = CreateCertificate(-1, 1);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    [Fact]
    public Task A_PEM_file_with_its_key_serves() =>
        ServesAsync("--certificate", Write("both.pem", _certificate.ExportCertificatePem(), _key.ExportPkcs8PrivateKeyPem()));

    [Fact]
    public Task A_PEM_file_and_its_key_serve() =>
        ServesAsync("--certificate", Write("cert.pem", _certificate.ExportCertificatePem()), "--certificate-key", Write("key.pem", _key.ExportRSAPrivateKeyPem()));

    [Fact]
    public Task A_key_with_a_password_serves()
    {
        _sandbox.Environment["FLAMMABLE_CERTIFICATE_PASSWORD"] = Password;
        string key = _key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        return ServesAsync("--certificate", Write("cert.pem", _certificate.ExportCertificatePem()), "--certificate-key", Write("key.pem", key));
    }

    [Fact]
    public Task A_PFX_file_with_a_password_serves()
    {
        _sandbox.Environment["FLAMMABLE_CERTIFICATE_PASSWORD"] = Password;
        return ServesAsync("--certificate", WritePfx());
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_is_refused_with_2()
    {
        using var other = RSA.Create(2048);
        string certificate = Write("cert.pem", _certificate.ExportCertificatePem());
        string[][] unusable =
        [
            ["--certificate", _sandbox.FilePath("missing.pem")],
            ["--certificate", certificate],
            ["--certificate", Write("text.pem", "nothing")],
            ["--certificate", WritePfx()],
            ["--certificate", certificate, "--certificate-key", Write("other.pem", other.ExportPkcs8PrivateKeyPem())],
        ];

        foreach (string[] args in unusable)
        {
            FlamResult result = (await _sandbox.RunAsync(["server", "--listen", "127.0.0.1:0", .. args])).Expect(2);
            Assert.StartsWith($"flam: The certificate '{args[1]}' cannot be used: ", result.Error, StringComparison.Ordinal);
            Assert.Contains("FLAMMABLE_CERTIFICATE_PASSWORD", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--listen", "127.0.0.1:8443")]
    [InlineData("--certificate", "x.pem")]
    [InlineData("--listen", "127.0.0.1:8443", "--port", "1", "--certificate", "x.pem")]
    [InlineData("--certificate-key", "x.pem")]
    public async Task Other_computers_are_never_answered_without_TLS(params string[] args) =>
        (await _sandbox.RunAsync(["server", .. args])).Expect(2);

    [Theory]
    [InlineData("8443")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("localhost:8443")]
    [InlineData("192.0.2.1:8443")]
    public async Task What_is_no_address_of_this_computer_is_refused_with_2(string address) =>
        (await _sandbox.RunAsync(
            "server", "--listen", address, "--certificate", Write("both.pem", _certificate.ExportCertificatePem(), _key.ExportPkcs8PrivateKeyPem()))).Expect(2);

    [Theory]
    [InlineData(-2, -1, "expired on")]
    [InlineData(1, 2, "is not valid before")]
    public async Task A_certificate_that_clients_refuse_for_its_dates_serves_with_a_warning(int from, int to, string state)
    {
        using X509Certificate2 certificate = CreateCertificate(from, to);
        string path = Write("dated.pem", certificate.ExportCertificatePem(), _key.ExportPkcs8PrivateKeyPem());
        string[] command = ["server", "--listen", "127.0.0.1:0", "--certificate", path, "--json"];
        string warning = $"The certificate '{path}' {state} ";

        using (ServedModel server = await ServedModel.StartAsync(_sandbox, command[1..]))
        {
            Assert.Contains(warning, await server.ReadLogAsync(), StringComparison.Ordinal);
            Assert.Contains($"warning: {warning}", (await server.StopAsync()).Error, StringComparison.Ordinal);
        }

        FlamResult started = (await _sandbox.RunAsync([.. command, "--detach"])).Expect(0);
        (await _sandbox.RunAsync("server", "stop", started.Json["id"]!.GetValue<string>())).Expect(0);
        Assert.StartsWith($"warning: {warning}", started.Error, StringComparison.Ordinal);
    }

    private X509Certificate2 CreateCertificate(int fromDay, int toDay)
    {
        var request = new CertificateRequest("CN=flammable.test", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(fromDay), DateTimeOffset.UtcNow.AddDays(toDay));
    }

    private async Task ServesAsync(params string[] args)
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox, ["--listen", "127.0.0.1:0", .. args]);
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == _certificate.Thumbprint,
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(server.Url) };

        Assert.StartsWith("https://127.0.0.1:", server.Url, StringComparison.Ordinal);
        await ServedModel.PostAsync(client, "/v1/eval", "21").ProblemAsync(401);
        client.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
        Assert.Equal("""{"result":42}""", await ServedModel.PostAsync(client, "/v1/eval", "21").GoodAsync());
        Assert.DoesNotContain("certificate", (await server.StopAsync()).Error, StringComparison.Ordinal);
    }

    private string Write(string name, params string[] texts)
    {
        string path = _sandbox.FilePath(name);
        File.WriteAllText(path, string.Join('\n', texts));
        return path;
    }

    private string WritePfx()
    {
        string path = _sandbox.FilePath("both.pfx");
        File.WriteAllBytes(path, _certificate.Export(X509ContentType.Pfx, Password));
        return path;
    }
}
